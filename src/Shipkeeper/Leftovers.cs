using Shipkeeper.Database;
using Shipkeeper.Engine.Execution;
using Shipkeeper.Tools.Docker;
using Shipkeeper.Tools.Postgres;

namespace Shipkeeper;

/// <summary>
/// What may still work for an operation whose process died: one-off containers with its label, and database sessions with its name. Child
/// processes hold the lock, so they are gone when it is taken.
/// </summary>
internal sealed class Leftovers(PlatformSession session) : ILeftovers
{
    private const string OperationLabel = "shipkeeper.operation";

    public static string LabelOf(string operationId) => $"{OperationLabel}={operationId}";

    public async Task EndAsync(string operationId, CancellationToken ct)
    {
        if (session.Platform.Definition.Database is not { } database)
        {
            return;
        }

        try
        {
            await EndContainersAsync(operationId, ct);
            var observed = await session.ObserveAsync(ct);
            if (observed.TryGetValue(database.Service.Text, out var server) && server.Containers.Any(container => container.State == "running"))
            {
                await EndSessionsAsync(operationId, ct);
            }
        }
        catch (ShipkeeperException failure) when (failure.Code == DockerErrors.NotRunningCode)
        {
            // Without an engine nothing of it runs either.
        }
    }

    public async Task EndContainersAsync(string operationId, CancellationToken ct)
    {
        var containers = await session.Docker.Containers.ListAsync([LabelOf(operationId)], all: true, ct);
        await Task.WhenAll(containers.Select(container => session.Docker.Containers.RemoveAsync(container.Id, force: true, anonymousVolumes: true, ct)));
    }

    private async Task EndSessionsAsync(string operationId, CancellationToken ct)
    {
        try
        {
            await using var database = await PlatformDatabase.OpenAsync(session, "recovery", ct);
            await database.ExecuteAsync(
                "select pg_terminate_backend(pid, 10000) from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()",
                ct,
                PlatformDatabase.ApplicationName(operationId));
        }
        catch (Exception failure) when (failure is ShipkeeperException or SqlRefusedException)
        {
            // A server that lets nobody in. Whatever it still runs for the dead process is never committed: that takes another word of it,
            // and a later migration waits for its locks.
        }
    }
}
