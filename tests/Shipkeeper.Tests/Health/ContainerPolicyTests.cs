using Shipkeeper.Engine.Gates;
using Shipkeeper.Health;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Tests.Health;

/// <summary>What each state of a container means to a gate. Facts are made as the probe makes them.</summary>
public sealed class ContainerPolicyTests
{
    public static TheoryData<string, ContainerDetails> Usual => new()
    {
        { "Open: running", Details("running") },
        { "Open: healthy", Details("running", health: "healthy") },
        { "Open: running", Details("running", restarts: 4) },
        { "Wait: starting", Details("running", health: "starting") },
        { "Wait: unhealthy, health check says \"HTTP 503 no database\"", Details("running", health: "unhealthy", output: "HTTP 503\nno database\n") },
        { "Wait: created", Details("created") },
        { "Wait: paused", Details("paused") },
        { "Wait: removing", Details("removing") },
        { "Wait: restarting", Details("restarting", exit: 1, restarts: 2) },
        { "Wait: restarting, memory exhausted", Details("restarting", exit: 137, restarts: 1, outOfMemory: true) },
        { "Closed: ended with exit code 0, and no other service awaits that with 'service_completed_successfully'", Details("exited") },
        { "Closed: ended with exit code 1", Details("exited", exit: 1) },
        { "Closed: ended with exit code 137, memory exhausted", Details("exited", exit: 137, outOfMemory: true) },
        { "Closed: ended with exit code 127: exec: \"nope\": not found", Details("exited", exit: 127, error: "exec: \"nope\": not found") },
        { "Closed: ended with exit code 255", Details("dead", exit: 255) },
        { "Closed: started 5 times and ended each time, last with exit code 1", Details("restarting", exit: 1, restarts: 5) },
        { "Closed: started 5 times and ended each time, last with exit code unknown", Details("running", restarts: 5) },
    };

    public static TheoryData<string, ContainerDetails> Completing => new()
    {
        { "Wait: still running", Details("running") },
        { "Open: completed", Details("exited") },
        { "Closed: ended with exit code 3", Details("exited", exit: 3) },
        { "Wait: restarting", Details("restarting", exit: 1) },
        { "Closed: started 5 times and ended each time, last with exit code 1", Details("restarting", exit: 1, restarts: 5) },
    };

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Usual))]
    public void A_service_is_good_when_it_is_healthy_or_runs_without_a_health_check(string verdict, ContainerDetails container) =>
        Assert.Equal(verdict, Judge(container, completes: false));

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Completing))]
    public void A_service_that_others_await_is_good_when_it_has_ended_well(string verdict, ContainerDetails container) =>
        Assert.Equal(verdict, Judge(container, completes: true));

    [Fact]
    public void Without_a_container_or_an_engine_the_gate_waits()
    {
        Assert.Equal("Wait: no container", Judge(false, ("state", "no container")));
        Assert.Equal("Wait: it is away", Judge(true, ("state", "unknown"), ("engine", "it is away")));
    }

    [Fact]
    public void Of_several_containers_the_one_furthest_from_good_counts() => Assert.Equal(
        ["exited", "restarting", "unhealthy", "starting", "healthy"],
        new[] { Details("running", health: "healthy"), Details("restarting"), Details("exited"), Details("running", health: "starting"), Details("running", health: "unhealthy") }
            .OrderBy(ContainerFacts.Goodness)
            .Select(container => container.State.Health?.Status ?? container.State.Status));

    [Theory]
    [InlineData(null, 0, "Wait: just started")]
    [InlineData(null, 1.9, "Wait: just started")]
    [InlineData(null, 2, "Open: running")]
    [InlineData(null, -60, "Open: running")]
    [InlineData("healthy", 0, "Open: healthy")]
    public void Without_a_health_check_a_container_counts_when_it_has_stayed_for_a_moment(string? health, double seconds, string verdict)
    {
        var container = Details("running", health: health);
        container = container with { State = container.State with { StartedAt = Samples.Now } };

        var facts = ContainerFacts.Of(container, Samples.Now.AddSeconds(seconds), new([]));

        Assert.Equal(verdict, Judge(completes: false, [.. facts.Select(fact => (fact.Key, fact.Value))]));
    }

    [Theory]
    [InlineData("always", 29, "Wait: ended with exit code 137, and perhaps the engine starts it again")]
    [InlineData("unless-stopped", 29, "Wait: ended with exit code 137, and perhaps the engine starts it again")]
    [InlineData("unless-stopped", 30, "Closed: ended with exit code 137, and the engine has not started it again")]
    [InlineData("on-failure", 1, "Closed: ended with exit code 137")]
    public void What_has_ended_with_its_engine_is_awaited_for_as_long_as_the_engine_needs(string policy, double seconds, string verdict)
    {
        var container = Details("exited", exit: 137);
        container = container with { RestartPolicy = new(policy), State = container.State with { FinishedAt = Samples.Now } };

        var facts = ContainerFacts.Of(container, Samples.Now.AddSeconds(seconds), new([]));

        Assert.Equal(verdict, Judge(completes: false, [.. facts.Select(fact => (fact.Key, fact.Value))]));
    }

    [Fact]
    public void Long_words_of_a_health_check_are_cut()
    {
        var facts = ContainerFacts.Of(Details("running", health: "unhealthy", output: new string('x', 10_000)), Later, new([]));

        Assert.InRange(facts.Single(fact => fact.Key == "check").Value.Length, 100, 210);
    }

    private static DateTimeOffset Later => Samples.Now.AddMinutes(1);

    private static string Judge(ContainerDetails container, bool completes) => Judge(completes, [.. ContainerFacts.Of(container, Later, new([])).Select(fact => (fact.Key, fact.Value))]);

    private static string Judge(bool completes, params (string Name, string Value)[] facts)
    {
        var verdict = new ContainerPolicy(completes).Judge(new Reading(Samples.Now, [.. facts.Select(fact => KeyValuePair.Create(fact.Name, fact.Value))]));
        return $"{verdict.Kind}: {verdict.Reason}";
    }

    private static ContainerDetails Details(
        string status, int exit = 0, int restarts = 0, string? health = null, string output = "", bool outOfMemory = false, string error = "") =>
        Samples.Details(
            Samples.State(status, exit, error, outOfMemory, health is null ? null : new(health, 1, new HealthReading(Samples.Now, health == "healthy" ? 0 : 1, output))),
            restarts);
}
