using Shipkeeper.Database;
using Shipkeeper.Engine.Gates;
using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Health;

/// <summary>
/// Whether the database server takes connections over the network. A PostgreSQL image that initialises its volume is healthy before it does:
/// it runs the author's scripts on a server that listens on a local socket alone, where most health checks ask.
/// </summary>
internal sealed class DatabaseMeasurement(PlatformSession session) : IMeasurement
{
    private const string Purpose = "gate";
    private const string Down = "down: ";

    public async Task<IReadOnlyList<KeyValuePair<string, string>>> MeasureAsync(CancellationToken ct)
    {
        try
        {
            await using var database = await PlatformDatabase.OpenAsync(session, Purpose, ct);
            return [new("database", "takes connections")];
        }
        catch (ShipkeeperException unreachable) when (unreachable.Code == PostgresErrors.UnreachableCode)
        {
            return [new("database", Down + unreachable.Message.TrimEnd('.'))];
        }
        catch (ShipkeeperException refusal)
        {
            return [new("database", refusal.Message.TrimEnd('.'))];
        }
    }

    /// <summary>A server that answers is up. Whatever else it says does not change by waiting, and is told by the step that needs the database.</summary>
    public bool IsGood(Reading reading) => reading["database"] is { } answer && !answer.StartsWith(Down, StringComparison.Ordinal);
}
