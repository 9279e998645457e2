using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Upgrades;

/// <summary>A platform is on one whole release or on another, whatever its author writes.</summary>
public sealed class UpgradeScenarios
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Files_that_were_edited_become_the_next_release_and_a_rollback_returns(bool withDatabase)
    {
        await using var versions = await TwoVersions.StartAsync(withDatabase);
        versions.Write("two");

        (await versions.Platform.RunAsync("upgrade")).Exits(0).Says("release 2 is up");
        Assert.Equal("two", await versions.IsWholeAsync());

        await versions.ReturnAsync();
        (await versions.Platform.RunAsync("releases")).Exits(0).Says("current");
        (await versions.Platform.RunAsync("upgrade")).Exits(0).Says("nothing to do");
    }

    [Fact]
    public async Task An_upgrade_that_leaves_what_is_down_says_so()
    {
        await using var versions = await TwoVersions.StartAsync();
        await versions.Platform.Engine.StopAsync("web");

        (await versions.Platform.RunAsync("plan")).Exits(0).Says("nothing to do", "down: web");
        (await versions.Platform.RunAsync("upgrade")).Exits(0).Says("nothing to do", "down: web");

        (await versions.Platform.RunAsync("start")).Exits(0);
        (await versions.Platform.RunAsync("plan")).Exits(0).Says("nothing to do").NeverSays("down:");
    }

    [Fact]
    public async Task A_rollback_to_a_newer_release_brings_its_migrations_along_and_keeps_the_data()
    {
        await using var versions = await TwoVersions.StartAsync(withDatabase: true);
        versions.Write("two");
        (await versions.Platform.RunAsync("upgrade")).Exits(0);
        await versions.ReturnAsync();

        (await versions.Platform.RunAsync("rollback --release 2 --dry-run")).Exits(0).Says("schema/002_more.sql is pending", "a snapshot is taken");
        (await versions.Platform.RunAsync("rollback --release 2")).Exits(0).Says("release 2 is up again");

        Assert.Equal("two", await versions.IsWholeAsync());
        (await versions.Platform.RunAsync("releases")).Exits(0).Says("of just now");
    }

    [Theory]
    [InlineData(false, "command: [\"false\"]")]
    [InlineData(true, "command: [\"false\"]")]
    [InlineData(false, "command: [/no/such/program]")]
    [InlineData(false, "command: [sleep, \"1000\"]")]
    public async Task A_release_that_is_not_good_goes_back_with_its_files_and_its_data(bool withDatabase, string fault)
    {
        await using var versions = await TwoVersions.StartAsync(withDatabase, "upgrade: {bake: 0s}" + (withDatabase ? "" : "\nhealth: {web: {tcp: 8000, patience: 3s}}"));
        versions.WriteTwoBut(TwoVersions.Command, fault);

        var attempted = versions.Platform.Read("compose.yaml");
        (await versions.Platform.RunAsync("upgrade")).Fails(4, "operation.rolled-back").Says("Everything was put back");

        Assert.Equal("one", await versions.IsWholeAsync());
        var operation = versions.Platform.Journals.Newest;
        Assert.Equal("rolled-back", operation.End);
        Assert.Equal(attempted, File.ReadAllText(Path.Combine(operation.Folder, "attempted/compose.yaml")));

        foreach (var file in withDatabase ? ["compose.yaml", "pages/index.html", "schema/002_more.sql"] : (string[])["compose.yaml", "pages/index.html"])
        {
            File.Copy(Path.Combine(operation.Folder, "attempted", file), versions.Platform.PathOf(file), overwrite: true);
        }

        (await versions.Platform.RunAsync("upgrade")).Fails(3, "upgrade.failed-before");
    }

    [Fact]
    public async Task A_service_that_dies_in_its_bake_takes_the_release_back()
    {
        await using var versions = await TwoVersions.StartAsync(more: "upgrade: {bake: 20s}");
        versions.WriteTwoBut(TwoVersions.Command, "command: [sleep, \"4\"]");

        (await versions.Platform.RunAsync("upgrade")).Fails(4, "operation.rolled-back").Says("was good, and then");

        Assert.Equal("one", await versions.IsWholeAsync());
    }

    [Fact]
    public async Task An_upgrade_whose_process_is_killed_is_taken_back_at_once_with_nobody_helping()
    {
        await using var versions = await TwoVersions.StartAsync(more: "upgrade: {bake: 60s}");
        versions.Write("two");
        var upgrade = versions.Platform.Start("upgrade");
        await Until.TrueAsync(() => versions.Platform.Journals.All is [.., { Verb: "upgrade" } last] && last.Events.Contains("serving"), "the new release serves");

        await upgrade.KillAndAwaitAsync();
        await Until.TrueAsync(() => versions.Platform.Journals.Newest.End is "rolled-back" or "succeeded", "the watcher has ended the operation");

        Assert.Equal(versions.Platform.Journals.Newest.End == "succeeded" ? "two" : "one", await versions.IsWholeAsync());
    }

    [Fact]
    public async Task Ctrl_C_takes_an_upgrade_back()
    {
        await using var versions = await TwoVersions.StartAsync(more: "upgrade: {bake: 60s}");
        versions.Write("two");
        var upgrade = versions.Platform.Start("upgrade");
        await Until.TrueAsync(() => versions.Platform.Journals.All is [.., { Verb: "upgrade" } last] && last.Events.Contains("serving"), "the new release serves");

        (await upgrade.SignalAndAwaitAsync(System.Runtime.InteropServices.PosixSignal.SIGINT)).Fails(130, "operation.stopped");

        Assert.Equal("one", await versions.IsWholeAsync());
    }

    [Fact]
    public async Task A_plan_changes_nothing_and_tells_every_cause()
    {
        await using var versions = await TwoVersions.StartAsync(withDatabase: true);
        versions.Write("two");
        var before = await FingerprintAsync(versions);

        (await versions.Platform.RunAsync("plan")).Exits(0).Says("image ", "environment: VERSION changed", "pages/index.html changed", "schema/002_more.sql is pending", "a snapshot is taken");
        (await versions.Platform.RunAsync("plan --exit-code --json")).Exits(10).Says("\"class\": \"structural\"");
        (await versions.Platform.RunAsync("upgrade --dry-run")).Exits(0);

        Assert.Equal(before, await FingerprintAsync(versions));
    }

    [Fact]
    public async Task Services_that_come_and_go_do_so_with_their_containers()
    {
        await using var versions = await TwoVersions.StartAsync();
        versions.Write("two", more: "mail: {<<: *service}");
        (await versions.Platform.RunAsync("upgrade")).Exits(0);
        Assert.Equal("running", await versions.Platform.Engine.StateOfAsync("mail"));

        versions.Write("one");
        (await versions.Platform.RunAsync("upgrade --yes")).Exits(0);
        Assert.Equal("absent", await versions.Platform.Engine.StateOfAsync("mail"));
        Assert.Equal("one", await versions.IsWholeAsync());
    }

    private static async Task<string> FingerprintAsync(TwoVersions versions) => string.Join('\n',
    [
        .. (await versions.Platform.Engine.ContainersAsync()).Select(container => container.ToString()),
        .. await versions.Platform.Engine.TagsAsync(),
        .. Directory.GetFiles(versions.Platform.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => $"{file} {File.GetLastWriteTimeUtc(file):O}"),
        await versions.SqlAsync("select string_agg(datname, ',' order by datname) from pg_database"),
        await versions.SqlAsync("select string_agg(version, '+') from notes"),
    ]);

    [Fact]
    public async Task A_compose_file_that_does_not_apply_belongs_to_the_release_all_the_same()
    {
        await using var platform = ScenarioPlatform.With(
            "platform: $PROJECT\nsettings: {extras: [\"no\", \"yes\"]}\ncompose: {files: [compose.yaml, {file: more.yaml, when: {extras: \"yes\"}}]}\nupgrade: {bake: 0s}",
            "services: {web: {<<: *service}}");
        platform.Write("settings.env", "EXTRAS=no\n");
        platform.Write("more.yaml", "include: [part.yaml]\n");
        platform.Write("part.yaml", $"services: {{other: {{image: {Settings.Image}, command: [sleep, \"1000\"], stop_grace_period: 0s}}}}\n");
        (await platform.RunAsync("start")).Exits(0);
        platform.Write("settings.env", "EXTRAS=yes\n");
        (await platform.RunAsync("upgrade")).Exits(0).NeverSays("more.yaml", "part.yaml");
        Assert.Equal(["other", "web"], await platform.Engine.RunningAsync());

        (await platform.RunAsync("rollback")).Exits(0);

        Assert.Equal(["web"], await platform.Engine.RunningAsync());
        Assert.True(platform.Has("more.yaml") && platform.Has("part.yaml"));
        platform.Write("settings.env", "EXTRAS=yes\n");
        (await platform.RunAsync("upgrade --retry")).Exits(0);
        Assert.Equal(["other", "web"], await platform.Engine.RunningAsync());
    }
}
