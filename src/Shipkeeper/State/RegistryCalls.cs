using Shipkeeper.Tools.Docker;

namespace Shipkeeper.State;

/// <summary>The calls of the engine that concern a registry, each with the login of the user for it.</summary>
internal static class RegistryCalls
{
    /// <summary>What the registry has under the reference now; nothing is fetched.</summary>
    /// <exception cref="ShipkeeperException"><c>registry.*</c>, <c>docker.*</c></exception>
    public static async Task<OfferedImage> AskRegistryAsync(this PlatformSession session, string reference, CancellationToken ct) =>
        await session.Docker.Registries.AskAsync(reference, await session.Logins.FindAsync(reference, ct), ct);

    /// <summary>Fetches exactly this image: <c>name@sha256:…</c> or <c>name:tag</c>. Nothing that runs is touched.</summary>
    /// <param name="report">Takes how far it is, in words.</param>
    /// <exception cref="ShipkeeperException"><c>registry.*</c>, <c>docker.*</c></exception>
    public static async Task PullImageAsync(this PlatformSession session, string reference, Action<string> report, CancellationToken ct) =>
        await session.Docker.Registries.PullAsync(
            reference, await session.Logins.FindAsync(reference, ct), progress => report($"{reference}: {progress}"), EngineRegistries.UsualPatience, ct);
}
