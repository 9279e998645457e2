using Shipkeeper.Model;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Health;

/// <summary>A container's state as the facts of a reading.</summary>
internal static class ContainerFacts
{
    /// <summary>Without a health check all that can be seen of a container is whether it stays; one that fails usually does so at once.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    /// <summary>
    /// An engine that ends takes up to 15 s over its containers (dockerd's <c>shutdown-timeout</c>), and when it answers again it has started those
    /// that it starts at all. Killed and started again it may end them once more and leave them (moby, daemon.restore): those nobody starts.
    /// </summary>
    private static readonly TimeSpan EngineStartsWithin = TimeSpan.FromSeconds(30);

    /// <param name="redaction">For what the health check said: a secret that is cut would not be known any more.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(ContainerDetails container, DateTimeOffset now, Redaction redaction) =>
        SettlesIn(container, now) > TimeSpan.Zero ? [.. Facts(container, now, redaction), new("settling", "yes")] : [.. Facts(container, now, redaction)];

    /// <returns>How long from now the container must still run before that means something; zero when it has, or when nothing depends on it.</returns>
    public static TimeSpan SettlesIn(ContainerDetails container, DateTimeOffset now) =>
        container.State is { Status: "running", Health: null, StartedAt: { } started } && started <= now && now - started < Settled ? Settled - (now - started) : TimeSpan.Zero;

    /// <summary>Lower is worse.</summary>
    public static int Goodness(ContainerDetails container) => container.State switch
    {
        { Running: false } => 0,
        { Restarting: true } => 1,
        { Health.Status: "unhealthy" } => 2,
        { Health.Status: "starting" } => 3,
        _ => 4,
    };

    private static IEnumerable<KeyValuePair<string, string>> Facts(ContainerDetails container, DateTimeOffset now, Redaction redaction)
    {
        var state = container.State;
        yield return new("state", state.Status);
        if (state.Health is { } health)
        {
            yield return new("health", health.Status);
        }

        if (!state.Running || state.Restarting)
        {
            yield return new("exit", $"{state.ExitCode}");
        }

        if (state.Status == "exited" && container.RestartPolicy.Name is "always" or "unless-stopped")
        {
            yield return new("engine-starts-it", now - state.FinishedAt < EngineStartsWithin ? "perhaps" : "no");
        }

        if (container.RestartCount > 0)
        {
            yield return new("restarts", $"{container.RestartCount}");
        }

        if (state.OomKilled)
        {
            yield return new("memory", "exhausted");
        }

        if (state.Error.Length > 0)
        {
            yield return new("error", state.Error);
        }

        if (state.Health is { Status: not "healthy", Last: { ExitCode: not 0, Output.Length: > 0 } last })
        {
            yield return new("check", $"\"{ShortText.Of(redaction.Apply(last.Output))}\"");
        }
    }
}
