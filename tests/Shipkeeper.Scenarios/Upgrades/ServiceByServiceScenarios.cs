using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Upgrades;

/// <summary><c>upgrade.stop: none</c>: services are replaced one by one, what others depend on first, and each must be good before the next.</summary>
public sealed class ServiceByServiceScenarios
{
    private const string OneByOne = "upgrade: {stop: none, bake: 0s}\nhealth: {api: {exec: [test, -e, /tmp/ready], patience: 30s}}";

    [Fact]
    public async Task The_next_service_runs_on_until_the_one_it_depends_on_is_good()
    {
        await using var versions = await StartAsync();
        Write(versions, "two");
        var before = await versions.Platform.Engine.IdOfAsync("web");
        var upgrade = await versions.RunUntilAsync("open-gate");

        await Until.TrueAsync(async () => await VersionOfApiAsync(versions) == "two", "the api is of the second version");
        Assert.Equal(before, await versions.Platform.Engine.IdOfAsync("web"));
        Assert.Equal("one", await versions.Platform.Engine.ExecAsync("web", "sh", "-c", "echo $VERSION"));
        await ReadyAsync(versions);

        (await upgrade.EndAsync()).Exits(0);
        Assert.Equal("two", await versions.IsWholeAsync("api"));
        Assert.Equal(
            ["converge-services", "open-gate", "converge-services", "open-gate"],
            versions.Platform.Journals.Newest.Begun.Where(kind => kind is "converge-services" or "open-gate" or "stop-services").Take(4));
    }

    [Fact]
    public async Task When_a_later_one_is_not_good_the_earlier_ones_go_back_too()
    {
        await using var versions = await StartAsync();
        Write(versions, "two", TwoVersions.Command, "command: [\"false\"]");
        var upgrade = await versions.RunUntilAsync("open-gate");
        await ReadyAsync(versions);
        await Until.TrueAsync(() => versions.Platform.Journals.Newest.Begun.Contains("undo converge-services"), "the web is not good");
        await Until.TrueAsync(async () => await VersionOfApiAsync(versions) == "one", "the api goes back");
        await ReadyAsync(versions);

        (await upgrade.EndAsync()).Fails(4, "operation.rolled-back").Says("'web' did not become good");

        Assert.Equal("one", await versions.IsWholeAsync("api"));
        Assert.Equal("one", await VersionOfApiAsync(versions));
    }

    [Fact]
    public async Task A_pending_migration_is_refused_unless_the_manifest_calls_the_schema_compatible()
    {
        await using var versions = await TwoVersions.StartAsync(withDatabase: true, "upgrade: {stop: none, bake: 0s}");
        versions.Write("two");
        var before = await versions.Platform.Engine.ContainersAsync();

        (await versions.Platform.RunAsync("upgrade")).Fails(3, "upgrade.needs-stop").Says("schema/002_more.sql");
        Assert.Equal(before, await versions.Platform.Engine.ContainersAsync());

        versions.Platform.Write("versions.json", """{"operator": "0.1.0", "compatible": {}, "schema": {"compatible": true} }""");
        var upgrade = await versions.RunUntilAsync("run-migrations");
        Assert.Equal("running", await versions.Platform.Engine.StateOfAsync("web"));
        (await upgrade.EndAsync()).Exits(0);
        Assert.Equal("two", await versions.IsWholeAsync());
    }

    private static async Task<TwoVersions> StartAsync()
    {
        var versions = await TwoVersions.StartAsync(more: OneByOne.Replace("\nhealth", "\n# health", StringComparison.Ordinal));
        versions.Platform.Write("shipkeeper.yaml", versions.Platform.Read("shipkeeper.yaml").Replace("# health", "health", StringComparison.Ordinal));
        Write(versions, "one");
        var upgrade = await versions.RunUntilAsync("open-gate");
        await ReadyAsync(versions);
        (await upgrade.EndAsync()).Exits(0);
        return versions;
    }

    /// <summary>With an api that the web depends on.</summary>
    private static void Write(TwoVersions versions, string version, string text = "depends_on", string instead = "depends_on")
    {
        versions.Write(version, more: $"api: {{<<: *service, image: '$PROJECT:{version}', environment: {{VERSION: {version}}} }}");
        versions.Platform.Write("shipkeeper.yaml", versions.Platform.Read("shipkeeper.yaml").Replace("# health", "health", StringComparison.Ordinal));
        versions.Platform.Write("compose.yaml", versions.Platform.Read("compose.yaml")
            .Replace("depends_on: [store]", "depends_on: [store, api]", StringComparison.Ordinal)
            .Replace(text, instead, StringComparison.Ordinal));
    }

    private static async Task ReadyAsync(TwoVersions versions)
    {
        await Until.TrueAsync(async () => await versions.Platform.Engine.StateOfAsync("api") == "running", "the api runs");
        await versions.Platform.Engine.ExecAsync("api", "touch", "/tmp/ready");
    }

    /// <summary>Nothing while it is being replaced.</summary>
    private static async Task<string> VersionOfApiAsync(TwoVersions versions) =>
        (await Program.RunAsync("docker", "exec", $"{versions.Platform.Name}-api-1", "sh", "-c", "echo $VERSION")).Output.Trim();
}
