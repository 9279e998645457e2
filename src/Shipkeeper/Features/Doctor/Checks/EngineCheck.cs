using Shipkeeper.Model;

namespace Shipkeeper.Features.Doctor.Checks;

/// <summary>The engine answers and is new enough.</summary>
internal sealed class EngineCheck : ICheck
{
    public string Name => "Docker engine";

    public async Task<IReadOnlyList<Finding>> RunAsync(PlatformSession session, CancellationToken ct)
    {
        await session.Docker.InfoAsync(ct);
        return [];
    }
}
