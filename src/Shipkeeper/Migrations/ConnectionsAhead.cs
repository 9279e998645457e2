using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Migrations;

/// <summary>
/// New connections, one after the other, each opened while the one before is at work: a server needs longer for that than for a small file.
/// </summary>
internal sealed class ConnectionsAhead(Func<Task<PostgresConnection>> open) : IAsyncDisposable
{
    private Task<PostgresConnection>? _next;

    /// <param name="opensNext">False: none will be taken after it, or what it does changes what a new connection begins with.</param>
    /// <returns>The caller disposes of it.</returns>
    /// <exception cref="ShipkeeperException">It could not be opened.</exception>
    public async Task<PostgresConnection> TakeAsync(bool opensNext)
    {
        var taken = await (_next ?? open());
        _next = opensNext ? open() : null;
        return taken;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await using var unused = _next is null ? null : await _next;
        }
        catch (Exception failure) when (failure is ShipkeeperException or OperationCanceledException)
        {
            // Nobody needs it any more.
        }
    }
}
