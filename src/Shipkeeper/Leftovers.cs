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
    public const string OperationLabel = "shipkeeper.operation";
    private static readonly TimeSpan SessionsLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan SessionsPause = TimeSpan.FromMilliseconds(50);

    public static string LabelOf(string operationId) => $"{OperationLabel}={operationId}";

    public async Task EndAsync(string operationId, CancellationToken ct)
    {
        try
        {
            await EndContainersAsync(operationId, ct);
            if (session.Platform.Definition.Database is not { } database)
            {
                return;
            }

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
        await Task.WhenAll(containers.Select(async container =>
        {
            try
            {
                await session.Docker.Containers.RemoveAsync(container.Id, force: true, anonymousVolumes: true, ct);
            }
            catch (ShipkeeperException gone) when (gone.Code == DockerErrors.NotFoundCode || gone.Code == DockerErrors.ConflictCode)
            {
                // Compose removes it too when its program ends.
            }
        }));
    }

    private async Task EndSessionsAsync(string operationId, CancellationToken ct)
    {
        try
        {
            // Beside the database: it may be barred, and the session may be one that copies it.
            await using var server = await DatabaseServer.OpenAsync(session, "recovery", PostgresLimits.Quick, ct);
            for (var waited = TimeSpan.Zero; waited < SessionsLimit; waited += SessionsPause)
            {
                var asked = await server.Connection.QueryAsync(
                    "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()",
                    maximumRows: 1,
                    ct,
                    PlatformDatabase.ApplicationName(operationId));
                if (asked.Value == "0")
                {
                    return;
                }

                await Task.Delay(SessionsPause, session.Time, ct);
            }
        }
        catch (Exception failure) when (failure is ShipkeeperException or SqlRefusedException)
        {
            // A server that lets nobody in, or not end the session of somebody else. A transaction of the dead process is never committed:
            // that takes another word of it. A statement outside of one ends as it ends, and a later migration waits for its locks.
            return;
        }

        throw DatabaseErrors.SessionsRemain(SessionsLimit);
    }
}
