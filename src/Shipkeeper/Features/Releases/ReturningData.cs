using Shipkeeper.Database;
using Shipkeeper.Snapshots;
using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Features.Releases;

/// <summary>The snapshots with which data can return. Some are databases, of which only their server knows.</summary>
internal static class ReturningData
{
    /// <returns>The newest first; and why the server was not asked, where it could not be: then only dumps are known.</returns>
    public static async Task<(IReadOnlyList<SnapshotInfo> Snapshots, string? Unknown)> FindAsync(PlatformSession session, CancellationToken ct)
    {
        if (session.Platform.Definition.Database is not { } database)
        {
            return ([], null);
        }

        try
        {
            await using var server = await DatabaseServer.OpenAsync(session, "releases", PostgresLimits.Quick, ct);
            return (await SnapshotList.ReadAsync(session, server, database.Name, ct), null);
        }
        catch (ShipkeeperException failure) when (!ct.IsCancellationRequested)
        {
            return (SnapshotList.ReadDumps(session, database.Name), failure.Message);
        }
    }
}
