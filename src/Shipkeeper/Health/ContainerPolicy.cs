using Shipkeeper.Engine.Gates;

namespace Shipkeeper.Health;

/// <summary>
/// Good is healthy where there is a health check, else running, and for longer than a moment; for a service that others wait for to complete, an exit with 0.
/// An unhealthy container may recover, so the gate's patience decides; one that has ended and will not be started again closes it. One
/// that the engine always starts again, and that has ended nevertheless, ended with its engine, which is given a moment to start it.
/// </summary>
internal sealed class ContainerPolicy(bool completes) : IGatePolicy
{
    /// <summary>A container that the engine had to start again so often fails for a reason that waiting does not cure.</summary>
    private const int RestartsThatAreEnough = 5;

    public Verdict Judge(Reading reading) => (reading["state"], reading["health"]) switch
    {
        ("running", "healthy") => Verdict.Open("healthy"),
        ("running", null) when !completes && reading["settling"] is not null => Verdict.Wait("just started"),
        ("running", null) when !completes => Restarts(reading) >= RestartsThatAreEnough ? KeepsEnding(reading) : Verdict.Open("running"),
        ("running", null) => Verdict.Wait("still running"),
        ("running", var health) => Verdict.Wait(Because(health!, reading)),
        ("exited", _) when completes && reading["exit"] == "0" => Verdict.Open("completed"),
        ("restarting", _) => Restarts(reading) >= RestartsThatAreEnough ? KeepsEnding(reading) : Verdict.Wait(Because("restarting", reading)),
        ("exited", _) when reading["engine-starts-it"] == "perhaps" => Verdict.Wait(Because($"ended with exit code {reading["exit"]}, and perhaps the engine starts it again", reading)),
        ("exited", _) when reading["engine-starts-it"] == "no" => Verdict.Closed(Because($"ended with exit code {reading["exit"]}, and the engine has not started it again", reading)),
        ("exited", _) when reading["exit"] == "0" => Verdict.Closed(
            Because("ended with exit code 0, and no other service awaits that with 'service_completed_successfully'", reading)),
        ("exited" or "dead", _) => Verdict.Closed(Because($"ended with exit code {reading["exit"]}", reading)),
        ("unknown", _) => Verdict.Wait(reading["engine"] ?? "the engine does not answer"),
        var (state, _) => Verdict.Wait(Because(state ?? "unknown", reading)),
    };

    private static int Restarts(Reading reading) => int.TryParse(reading["restarts"], out var restarts) ? restarts : 0;

    private static Verdict KeepsEnding(Reading reading) =>
        Verdict.Closed(Because($"started {Restarts(reading)} times and ended each time, last with exit code {reading["exit"] ?? "unknown"}", reading));

    private static string Because(string what, Reading reading) =>
        what + (reading["memory"] is { } memory ? $", memory {memory}" : "") + (reading["error"] is { } error ? $": {error}" : "")
        + (reading["check"] is { } check ? $", health check says {check}" : "");
}

/// <summary>Good is whatever runs, and whatever its health check says; one that has ended closes the gate.</summary>
internal sealed class RunningPolicy : IGatePolicy
{
    private readonly ContainerPolicy _containers = new(completes: false);

    public Verdict Judge(Reading reading) =>
        _containers.Judge(reading) is var verdict && verdict.Kind is not VerdictKind.Closed && reading["state"] == "running" ? Verdict.Open("running") : verdict;
}
