using Shipkeeper.Database;
using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Snapshots;

/// <summary>Runs what the platform's author says must run on a good copy: <c>database.verify</c>.</summary>
internal static class SnapshotVerification
{
    /// <summary>It may count the rows of large tables.</summary>
    private static readonly PostgresLimits Limits = new(TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(10));

    /// <param name="name">Of the copy, which is barred and stays so.</param>
    /// <exception cref="ShipkeeperException"><c>snapshot.verify-failed</c></exception>
    public static async Task RunAsync(DatabaseServer server, string name, IReadOnlyList<string> statements, CancellationToken ct)
    {
        if (statements.Count == 0)
        {
            return;
        }

        await using var copy = await new DatabaseDoor(server).EnterAsync(server.Login.To(name), Limits, ct);
        foreach (var statement in statements)
        {
            try
            {
                await copy.InTransactionAsync(() => copy.QueryAsync(statement, 1, ct), ct, readOnly: true);
            }
            catch (SqlRefusedException refusal)
            {
                throw SnapshotErrors.VerifyFailed(name, statement, refusal);
            }
        }
    }
}
