using Shipkeeper.Model;

namespace Shipkeeper.Features.Doctor.Checks;

/// <summary>The Compose plugin is installed and new enough.</summary>
internal sealed class ComposeCheck : ICheck
{
    public string Name => "Docker Compose";

    public async Task<IReadOnlyList<Finding>> RunAsync(PlatformSession session, CancellationToken ct)
    {
        await session.Compose.VersionAsync(ct);
        return [];
    }
}
