namespace Shipkeeper.PlatformFile;

/// <summary>How the gate of one service judges it.</summary>
/// <param name="Patience">How long the gate waits for the first good reading.</param>
/// <param name="Required">Whether a closed gate fails the operation.</param>
internal sealed record HealthDefinition(PlacedText Service, HealthProbe Probe, TimeSpan Patience, bool Required);

internal abstract record HealthProbe
{
    /// <param name="Url">Its host may be a service name, which is resolved to container addresses.</param>
    /// <param name="Json">Dotted path in the answer → the text that must stand there.</param>
    public sealed record Http(Uri Url, int Status, IReadOnlyDictionary<string, string> Json) : HealthProbe;

    public sealed record Tcp(int Port) : HealthProbe;

    /// <summary>Runs in the service, without a shell; good when it exits with 0.</summary>
    public sealed record Exec(IReadOnlyList<string> Command) : HealthProbe;
}
