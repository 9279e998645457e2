using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Upgrades;

/// <summary>People, and other programs, do something to a platform while it is being upgraded.</summary>
public sealed class UpgradePeopleFaults
{
    [Theory]
    [InlineData("rm --force")]
    [InlineData("stop")]
    [InlineData("pause")]
    [InlineData("restart")]
    public async Task A_container_that_somebody_takes_away_in_the_bake_takes_the_release_back(string how)
    {
        await using var versions = await TwoVersions.StartAsync(more: "upgrade: {bake: 20s}");
        versions.Write("two");
        var upgrade = await versions.RunUntilAsync("bake-services");

        await Task.Delay(TimeSpan.FromSeconds(1));
        (await Program.RunAsync(["docker", .. how.Split(' '), $"{versions.Platform.Name}-web-1"])).Exits(0);

        (await upgrade.EndAsync()).Fails(4, "operation.rolled-back").Says("was good, and then");
        Assert.Equal("one", await versions.IsWholeAsync());
        versions.Write("two");
        (await versions.Platform.RunAsync("upgrade")).Fails(3, "upgrade.failed-before");
    }

    /// <summary>As it is for a moment when an upgrade is about to stop the application.</summary>
    [Fact]
    public async Task What_runs_without_its_restart_policy_has_it_again_on_the_way_back()
    {
        await using var versions = await TwoVersions.StartAsync();
        (await Program.RunAsync("docker", "update", "--restart", "no", $"{versions.Platform.Name}-web-1")).Exits(0);
        versions.Write("one", more: "bad: {<<: *service, command: [\"false\"], volumes: [\"data:/data\"]}");

        (await versions.Platform.RunAsync("upgrade")).Fails(4, "operation.rolled-back").Says($"to begin without: docker volume rm {versions.Platform.Name}_data");

        Assert.Equal("one", await versions.IsWholeAsync());
    }

    [Fact]
    public async Task A_stopped_application_whose_container_somebody_removes_is_made_anew()
    {
        await using var versions = await TwoVersions.StartAsync(withDatabase: true);
        versions.WriteTwoSlowly(seconds: 2);
        var upgrade = await versions.RunUntilAsync("run-migrations");

        (await Program.RunAsync("docker", "rm", "--force", $"{versions.Platform.Name}-web-1")).Exits(0);

        (await upgrade.EndAsync()).Exits(0);
        Assert.Equal("two", await versions.IsWholeAsync());
        await versions.ReturnAsync();
    }

    [Fact]
    public async Task An_infrastructure_that_somebody_removes_comes_back_with_the_release_before()
    {
        await using var versions = await TwoVersions.StartAsync(more: "upgrade: {bake: 0s}\nhealth: {web: {tcp: 8000, patience: 4s}}");
        versions.WriteTwoBut(TwoVersions.Command, "command: [sleep, \"1000\"]");
        var upgrade = await versions.RunUntilAsync("open-gate");

        (await Program.RunAsync("docker", "rm", "--force", $"{versions.Platform.Name}-store-1")).Exits(0);

        (await upgrade.EndAsync()).Fails(4, "operation.rolled-back");
        await versions.StoodOnOneAndGoesToTwoAsync();
    }

    [Fact]
    public async Task An_infrastructure_that_somebody_removes_from_a_good_release_is_made_anew_before_that_counts()
    {
        await using var versions = await TwoVersions.StartAsync(more: "upgrade: {bake: 3s}");
        versions.Write("two");
        var upgrade = await versions.RunUntilAsync("bake-services");

        (await Program.RunAsync("docker", "rm", "--force", $"{versions.Platform.Name}-store-1")).Exits(0);

        (await upgrade.EndAsync()).Exits(0).Says("store: not changed, but had ended in the meantime; started again, and good");
        Assert.Equal("two", await versions.IsWholeAsync());
    }

    [Fact]
    public async Task An_edit_while_an_upgrade_runs_is_no_part_of_it_and_is_seen_afterwards()
    {
        await using var versions = await TwoVersions.StartAsync(more: "upgrade: {bake: 4s}");
        var platform = versions.Platform;
        versions.Write("two");
        var applied = platform.Read("compose.yaml");
        var upgrade = await versions.RunUntilAsync("bake-services");
        platform.Write("compose.yaml", applied.Replace("VERSION: \"two\"", "VERSION: \"three\"", StringComparison.Ordinal));
        var edited = platform.Read("compose.yaml");

        (await upgrade.EndAsync()).Exits(0).Says("release 2 is up");

        Assert.Equal(edited, platform.Read("compose.yaml"));
        Assert.Equal("two", await platform.Engine.ExecAsync("web", "sh", "-c", "echo $VERSION"));
        Assert.Equal(applied, platform.Read(".shipkeeper/releases/0002/files/compose.yaml"));
        (await platform.RunAsync("status")).Exits(0).Says("compose.yaml has changed");
        (await platform.RunAsync("upgrade")).Exits(0).Says("release 3 is up");
        Assert.Equal("three", await platform.Engine.ExecAsync("web", "sh", "-c", "echo $VERSION"));
        (await platform.RunAsync("rollback")).Exits(0);
        Assert.Equal("two", await versions.IsWholeAsync());
    }

    [Fact]
    public async Task An_edit_while_a_release_is_tried_that_goes_back_is_kept_aside()
    {
        await using var versions = await TwoVersions.StartAsync(more: "upgrade: {bake: 0s}\nhealth: {web: {tcp: 8000, patience: 4s}}");
        var platform = versions.Platform;
        versions.WriteTwoBut(TwoVersions.Command, "command: [sleep, \"1000\"]");
        var upgrade = await versions.RunUntilAsync("open-gate");
        platform.Write("compose.yaml", platform.Read("compose.yaml") + "# mine");
        var edited = platform.Read("compose.yaml");

        (await upgrade.EndAsync()).Fails(4, "operation.rolled-back");

        Assert.Equal(edited, await File.ReadAllTextAsync(Path.Combine(platform.Journals.Newest.Folder, "attempted/compose.yaml"), TestContext.Current.CancellationToken));
        await versions.StoodOnOneAndGoesToTwoAsync();
    }

    [Fact]
    public async Task Whoever_wants_to_change_something_meanwhile_is_told_who_is_at_work()
    {
        await using var versions = await TwoVersions.StartAsync(more: "upgrade: {bake: 0s}\nhealth: {web: {tcp: 8000, patience: 60s}}");
        versions.WriteTwoBut(TwoVersions.Command, "command: [sh, -c, 'until test -e /tmp/go; do sleep 0.1; done; exec httpd -f -p 8000 -h /pages']");
        var upgrade = await versions.RunUntilAsync("open-gate");

        var ends = await Task.WhenAll(new[] { "upgrade", "rollback", "start", "teardown --yes" }.Select(verb => versions.Platform.RunAsync(verb)));
        Assert.All(ends, end => end.Fails(6, "operation.busy").Says($"process {upgrade.Id}", "'upgrade'"));
        (await versions.Platform.RunAsync("status")).Exits(0).Says("at work", "'upgrade'");
        await versions.Platform.Engine.ExecAsync("web", "touch", "/tmp/go");

        (await upgrade.EndAsync()).Exits(0);
        Assert.Equal("two", await versions.IsWholeAsync());
        Assert.Equal(["start", "upgrade"], versions.Platform.Journals.All.Select(operation => operation.Verb));
        await versions.ReturnAsync();
    }
}
