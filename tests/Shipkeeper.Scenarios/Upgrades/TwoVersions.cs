using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Upgrades;

/// <summary>
/// A platform that knows two versions of itself, small and quick: they differ in the image, the environment and a mounted file of its web, and
/// so in what that answers.
/// </summary>
internal sealed class TwoVersions : IAsyncDisposable
{
    private readonly string _definition;

    private TwoVersions(ScenarioPlatform platform, string definition) => (Platform, _definition) = (platform, definition);

    public ScenarioPlatform Platform { get; }

    /// <summary>Up on its first version.</summary>
    /// <param name="more">What else the platform file says.</param>
    public static async Task<TwoVersions> StartAsync(string more = "upgrade: {bake: 0s}")
    {
        var platform = new ScenarioPlatform();
        var versions = new TwoVersions(platform, "platform: $PROJECT\nlayers: {infrastructure: [store]}\n" + more);
        foreach (var version in new[] { "one", "two" })
        {
            await platform.Engine.BuildVariantAsync(Settings.Image, $"{platform.Name}:{version}", version);
        }

        versions.Write("one");
        (await platform.RunAsync("start")).Exits(0);
        return versions;
    }

    /// <summary>Makes the files those of a version, as its author would.</summary>
    /// <param name="web">What else is said of the web.</param>
    public void Write(string version, string web = "")
    {
        Platform.Write("shipkeeper.yaml", _definition);
        Platform.Write("pages/index.html", $"this is {version}\n");
        Platform.WriteCompose(
            $$"""
            services:
              store: {<<: *service}
              web:
                <<: *service
                image: $PROJECT:{{version}}
                command: [httpd, -f, -p, "8000", -h, /pages]
                environment: {VERSION: {{version}}}
                ports: ["127.0.0.1:$PORT:8000"]
                restart: unless-stopped
                volumes: ["./pages:/pages:ro"]
                depends_on: [store]
                {{web}}
            """);
    }

    /// <summary>What people can see of it: files, containers, and what it answers.</summary>
    /// <returns>The version of all of these; what differs where they are not of one.</returns>
    public async Task<string> FindVersionAsync()
    {
        var container = $"{Platform.Name}-web-1";
        var seen = new[]
        {
            (await Platform.GetAsync()).Trim().Replace("this is ", "", StringComparison.Ordinal),
            await Program.OutputAsync("docker", "inspect", "--format", "{{index .Config.Labels \"version\"}}", container),
            await Program.OutputAsync("docker", "exec", container, "sh", "-c", "echo $VERSION"),
            Platform.Read("compose.yaml").Contains($"{Platform.Name}:one", StringComparison.Ordinal) ? "one" : "two",
            Platform.Read("pages/index.html").Trim().Replace("this is ", "", StringComparison.Ordinal),
        };
        return seen.Distinct().Count() == 1 ? seen[0] : $"mixed: {string.Join(", ", seen)}";
    }

    /// <summary>One whole version, which says so of itself; nothing left over; the release in the records is the one that runs.</summary>
    public async Task<string> IsWholeAsync()
    {
        var containers = await Platform.Engine.ContainersAsync();
        Assert.Equal([$"{Platform.Name}-store-1", $"{Platform.Name}-web-1"], containers.Select(container => container.Name));
        Assert.All(containers, container => Assert.Equal("running", container.State));
        Platform.Journals.AreChained();
        Assert.Equal("unless-stopped", await Platform.Engine.InspectAsync("web", "{{.HostConfig.RestartPolicy.Name}}"));

        var version = await FindVersionAsync();
        Assert.True(version is "one" or "two", version);
        var status = (await Platform.RunAsync("status")).Exits(0);
        Assert.DoesNotContain("drift", status.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("unfinished", status.Output, StringComparison.Ordinal);
        return version;
    }

    public ValueTask DisposeAsync() => Platform.DisposeAsync();
}
