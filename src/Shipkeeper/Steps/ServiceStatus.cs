namespace Shipkeeper.Steps;

internal sealed record LayerStatus(string Layer, IReadOnlyList<ServiceStatus> Services);

/// <param name="State">running, restarting, exited, …, or absent.</param>
/// <param name="Health">healthy, unhealthy, starting; null without a health check.</param>
/// <param name="Good">Running, and healthy where there is a health check; or completed, where that is what the service is for.</param>
/// <param name="Version">The image's own label, else its tag.</param>
/// <param name="Since">In the engine's words: <c>Up 3 minutes</c>, <c>Exited (1) 2 hours ago</c>.</param>
/// <param name="Drift">What is not as the release says.</param>
internal sealed record ServiceStatus(
    string Service,
    string State,
    string? Health,
    bool Good,
    string? Version,
    string? Image,
    string? Digest,
    string? Since,
    IReadOnlyList<string> Containers,
    IReadOnlyList<string> Drift)
{
    /// <returns><c>running, healthy</c>; <c>running</c> without a health check.</returns>
    public string Describe() => Health is null ? State : $"{State}, {Health}";
}
