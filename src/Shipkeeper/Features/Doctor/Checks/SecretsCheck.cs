using Shipkeeper.Model;
using Shipkeeper.State;

namespace Shipkeeper.Features.Doctor.Checks;

/// <summary>Layer 1 is complete.</summary>
internal sealed class SecretsCheck : ICheck
{
    public string Name => "settings and secrets";

    public Task<IReadOnlyList<Finding>> RunAsync(PlatformSession session, CancellationToken ct) => Task.FromResult<IReadOnlyList<Finding>>(
        [.. LayerOne.FindValueProblems(session.Platform)]);
}
