using Shipkeeper.Engine.Journal;
using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Database;

/// <summary>
/// Connections to a platform's database, one after the other. Where an operation has barred it, its own steps still come in: that it is barred
/// is asked of the server, and by whom of the journal.
/// </summary>
internal sealed class DatabaseEntrance(PlatformSession session, PostgresLogin login, string purpose) : IAsyncDisposable
{
    private DatabaseServer? _server;

    /// <summary>The caller disposes of it. Errors: those of <see cref="PostgresConnection.OpenAsync"/>.</summary>
    public async Task<PostgresConnection> OpenAsync(PostgresLimits limits, CancellationToken ct)
    {
        if (_server is null)
        {
            try
            {
                return await PostgresConnection.OpenAsync(login, limits, ct);
            }
            catch (ShipkeeperException barred) when (barred.Code == PostgresErrors.BarredCode && IsBarredByUs())
            {
                _server = await DatabaseServer.OpenAsync(login, session.Time, PostgresLimits.Quick, ct);
            }
        }

        return await new DatabaseDoor(_server).EnterAsync(login, limits, ct);
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>A purpose is an operation's id, or a word.</summary>
    private bool IsBarredByUs() =>
        session.OperationStore.ReadUnfinished() is { } unfinished
        && unfinished.Id == purpose
        && unfinished.Records.Any(record => record.Event is JournalEvent.StepNoted && record.Fact(DatabaseBar.Fact) is not null);
}
