using Shipkeeper.Scenarios.Language;
using Shipkeeper.Scenarios.Upgrades;

namespace Shipkeeper.Scenarios.Crashes;

/// <summary>
/// An engine that was asked to stop a container goes on with it when the asker is dead: until the grace period is over the container runs,
/// and then it does not. Nobody may take it for one that stays.
/// </summary>
public sealed class EngineGoesOnScenarios
{
    /// <summary>Busybox as the first process of a container is deaf to SIGTERM.</summary>
    private const string TakesItsTime = "stop_grace_period: 4s";

    [Theory]
    [InlineData("stop")]
    [InlineData("restart")]
    [InlineData("teardown --yes")]
    public async Task A_start_after_a_verb_that_was_killed_in_the_middle_of_a_stop_awaits_the_end_of_it(string verb)
    {
        await using var platform = ScenarioPlatform.With("platform: $PROJECT", $"services: {{web: {{<<: *service, {TakesItsTime}}}}}");
        (await platform.RunAsync("start")).Exits(0);
        await using var stop = await platform.Engine.FollowStopsAsync("web");
        var running = platform.Start(verb);
        await stop.AskedAsync();
        await running.KillAndAwaitAsync();

        (await platform.RunAsync("start")).Exits(0);

        await stop.EndedAsync();
        await platform.IsWholeAsync("web");
    }

    [Fact]
    public async Task What_a_person_has_started_since_a_killed_stop_is_not_stopped()
    {
        await using var platform = ScenarioPlatform.With("platform: $PROJECT", $"services: {{web: {{<<: *service, {TakesItsTime}}}}}");
        (await platform.RunAsync("start")).Exits(0);
        await using var stop = await platform.Engine.FollowStopsAsync("web");
        var running = platform.Start("stop");
        await stop.AskedAsync();
        await running.KillAndAwaitAsync();
        await stop.EndedAsync();
        (await platform.ShellAsync($"docker start {platform.Name}-web-1")).Exits(0);
        var started = await platform.Engine.InspectAsync("web", "{{.State.StartedAt}}");

        (await platform.RunAsync("start")).Exits(0);

        Assert.Equal(started, await platform.Engine.InspectAsync("web", "{{.State.StartedAt}}"));
        await platform.IsWholeAsync("web");
    }

    [Theory]
    [InlineData("web")]
    [InlineData("store")]
    public async Task An_upgrade_that_was_killed_while_it_stops_the_old_release_goes_back_to_one_that_stays(string service)
    {
        await using var versions = await StartAsync("upgrade: {bake: 0s}");
        await using var stop = await versions.Platform.Engine.FollowStopsAsync(service);
        Write(versions, "two");
        var upgrade = versions.Platform.Start("upgrade");
        await stop.AskedAsync();
        await upgrade.KillAndAwaitAsync();

        await StaysAsync(versions, stop);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_upgrade_whose_Compose_was_killed_while_it_replaces_a_container_ends_on_a_release_that_stays(bool withParent)
    {
        await using var versions = await StartAsync("upgrade: {stop: none, bake: 0s}");
        await using var stop = await versions.Platform.Engine.FollowStopsAsync("web");
        Write(versions, "two");
        var upgrade = versions.Platform.Start("upgrade");
        await stop.AskedAsync();
        Assert.Contains((await versions.Platform.Engine.ContainersAsync()).Select(container => container.Name), name => name.EndsWith($"_{versions.Platform.Name}-web-1", StringComparison.Ordinal));
        upgrade.KillChildren("compose", withParent);
        await upgrade.EndAsync();

        await StaysAsync(versions, stop);
    }

    [Fact]
    public async Task A_start_after_one_whose_Compose_was_killed_while_it_replaces_a_container_awaits_the_end_of_the_old_one()
    {
        await using var platform = ScenarioPlatform.With("platform: $PROJECT", $"services: {{web: {{<<: *service, {TakesItsTime}}}}}");
        (await platform.RunAsync("start")).Exits(0);
        platform.WriteCompose($"services: {{web: {{<<: *service, {TakesItsTime}, environment: {{BY: hand}}}}}}");
        (await platform.ShellAsync($"docker compose -p {platform.Name} up -d")).Exits(0);
        await using var stop = await platform.Engine.FollowStopsAsync("web");
        var start = platform.Start("start --as-released");
        await stop.AskedAsync();
        start.KillChildren("compose", withParent: true);
        await start.EndAsync();

        (await platform.RunAsync("start --as-released")).Exits(0);

        await stop.EndedAsync();
        await platform.IsWholeAsync("web");
    }

    private static async Task<TwoVersions> StartAsync(string more)
    {
        var versions = await TwoVersions.StartAsync(more: more);
        Write(versions, "one");
        (await versions.Platform.RunAsync("upgrade")).Exits(0);
        return versions;
    }

    /// <summary>Of both services, each takes its time to end.</summary>
    private static void Write(TwoVersions versions, string version)
    {
        versions.Write(version, TakesItsTime);
        versions.Platform.Write("compose.yaml", versions.Platform.Read("compose.yaml").Replace(
            "store: {<<: *service}", $"store: {{<<: *service, {TakesItsTime}, environment: {{VERSION: {version}}}}}", StringComparison.Ordinal));
    }

    private static async Task StaysAsync(TwoVersions versions, FollowedStop stop)
    {
        await Until.TrueAsync(() => versions.Platform.Journals.Newest.End is "rolled-back" or "succeeded", "the upgrade is ended");
        await stop.EndedAsync();
        Assert.Equal(versions.Platform.Journals.Newest.End == "succeeded" ? "two" : "one", await versions.IsWholeAsync());
        Write(versions, "two");
        (await versions.Platform.RunAsync("upgrade --retry")).Exits(0);
        Assert.Equal("two", await versions.IsWholeAsync());
    }
}
