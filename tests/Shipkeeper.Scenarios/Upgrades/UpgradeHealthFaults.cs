namespace Shipkeeper.Scenarios.Upgrades;

/// <summary>The new release starts, and is not good, or not for long.</summary>
public sealed class UpgradeHealthFaults
{
    /// <summary>So that each judgement of the engine comes within a second.</summary>
    private const string Hasty = "start_period: 0s, interval: 500ms, timeout: 1s, retries: 1";

    [Fact]
    public async Task Health_that_comes_and_goes_closes_the_bake()
    {
        await using var versions = await TwoVersions.StartAsync(more: "upgrade: {bake: 20s}");
        versions.WriteTwoBut("[store]", $"[store]\n    healthcheck: {{test: [CMD, sh, -c, 'test $$(( $$(date +%s) / 3 % 2 )) = 0'], {Hasty}}}");

        (await versions.Platform.RunAsync("upgrade")).Fails(4, "operation.rolled-back").Says("'web' did not become good: was good, and then: unhealthy");

        await versions.StoodOnOneAndGoesToTwoAsync();
    }

    [Fact]
    public async Task A_service_that_becomes_unhealthy_in_its_bake_takes_the_release_back()
    {
        await using var versions = await TwoVersions.StartAsync(more: "upgrade: {bake: 20s}");
        versions.WriteTwoBut(
            TwoVersions.Command,
            $"command: [sh, -c, '(sleep 4; touch /tmp/ill) & exec httpd -f -p 8000 -h /pages']\n    healthcheck: {{test: [CMD, test, '!', -e, /tmp/ill], {Hasty}}}");

        (await versions.Platform.RunAsync("upgrade")).Fails(4, "operation.rolled-back").Says("'web' did not become good: was good, and then: unhealthy");

        await versions.StoodOnOneAndGoesToTwoAsync();
    }

    [Fact]
    public async Task A_service_that_nobody_changed_and_that_the_new_one_beside_it_ends_takes_the_release_back()
    {
        await using var versions = await TwoVersions.StartAsync(more: "upgrade: {bake: 2s}");
        const string Worker = "worker: {<<: *service, command: [sh, -c, 'until wget -qO- http://web:8000/ | grep -q two; do sleep 0.1; done; exit 3'], depends_on: [web]}";
        versions.Write("one", more: Worker);
        (await versions.Platform.RunAsync("upgrade")).Exits(0);
        versions.Write("two", more: Worker);

        (await versions.Platform.RunAsync("upgrade")).Fails(4, "operation.rolled-back").Says("'worker' did not become good: ended with exit code 3");

        Assert.Equal("one", await versions.IsWholeAsync("worker"));
    }

    [Fact]
    public async Task A_job_that_nobody_changed_and_that_ends_well_meanwhile_is_not_done_again()
    {
        await using var versions = await TwoVersions.StartAsync(more: "upgrade: {bake: 2s}");
        const string Job = "job: {<<: *service, command: [sh, -c, 'until wget -qO- http://web:8000/ | grep -q two; do sleep 0.1; done']}";
        versions.Write("one", more: Job);
        (await versions.Platform.RunAsync("upgrade")).Exits(0);
        versions.Write("two", more: Job);

        (await versions.Platform.RunAsync("upgrade")).Exits(0).NeverSays("job: not changed");

        Assert.Equal("exited", await versions.Platform.Engine.StateOfAsync("job"));
    }

    /// <summary>It never becomes good; what the engine calls unhealthy may recover, so patience decides.</summary>
    [Theory]
    [InlineData("exec: [/no/such/check]", "/no/such/check")]
    [InlineData("exec: [sleep, '1000']", "given up after 4 s")]
    [InlineData("exec: [sh, -c, 'echo not yet; exit 1']", "not yet")]
    [InlineData("http: 'http://web:8000/nothing'", "404")]
    public async Task A_check_that_fails_or_hangs_closes_the_gate_when_patience_ends(string check, string says)
    {
        await using var versions = await TwoVersions.StartAsync();
        versions.Write("two");
        versions.Platform.Write("shipkeeper.yaml", versions.Platform.Read("shipkeeper.yaml") + $"\nhealth: {{web: {{{check}, patience: 4s}}}}");

        (await versions.Platform.RunAsync("upgrade")).Fails(4, "operation.rolled-back").Says("'web' did not become good", says);

        await versions.StoodOnOneAndGoesToTwoAsync();
    }

    /// <summary>The container's own, which says for how long it may take.</summary>
    [Theory]
    [InlineData("[CMD, /no/such/check]")]
    [InlineData("[CMD, sleep, '1000']")]
    public async Task A_health_check_that_is_missing_or_hangs_is_unhealthy(string test)
    {
        await using var versions = await TwoVersions.StartAsync(more: "upgrade: {bake: 0s}");
        versions.Write("two", more: $"sidecar: {{<<: *service, healthcheck: {{test: {test}, {Hasty}}} }}");
        versions.Platform.Write("compose.yaml", versions.Platform.Read("compose.yaml").Replace("depends_on: [store]", "depends_on: {store: {condition: service_started}, sidecar: {condition: service_healthy}}", StringComparison.Ordinal));
        var upgrade = versions.Platform.Start("upgrade");

        await Language.Until.TrueAsync(async () => (await versions.Platform.Engine.ContainersAsync()).Any(container => container.Service == "sidecar")
            && (await versions.Platform.Engine.InspectAsync("sidecar", "{{json .State}}")).Contains("\"unhealthy\"", StringComparison.Ordinal), "the sidecar is unhealthy");
        (await upgrade.SignalAndAwaitAsync(System.Runtime.InteropServices.PosixSignal.SIGTERM)).Fails(130, "operation.stopped");

        await versions.StoodOnOneAndGoesToTwoAsync();
    }
}
