using System.Globalization;
using System.Text;
using Shipkeeper.Database;
using Shipkeeper.Snapshots;
using Shipkeeper.State;
using Shipkeeper.Tools.Docker;
using Shipkeeper.Tools.Postgres;
using Shipkeeper.Tools.Postgres.Sql;
using Shipkeeper.Volumes;

namespace Shipkeeper.Backups;

/// <summary>
/// A database server like the platform's own, of the same image and settings, with nothing in it and no network: whatever becomes of it, nobody
/// else notices. It is asked by its own programs, in its own container.
/// </summary>
internal sealed class ThrowAwayServer(PlatformSession session, OneOffContainer container, PostgresLogin login) : IAsyncDisposable
{
    private const string Usual = "postgres";
    private const string Restored = "shipkeeper_verify";
    private const int LinesShown = 10;
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan QuestionLimit = TimeSpan.FromSeconds(15);

    public static async Task<ThrowAwayServer> StartAsync(PlatformSession session, string operationId, CancellationToken ct)
    {
        var service = PlatformDatabase.DefinitionOf(session).Service.Text;
        var like = (await session.ObserveAsync(ct)).GetValueOrDefault(service)?.Containers is [var first, ..] ? first : throw ServiceErrors.NoContainer(service);
        var id = await session.Docker.Containers.CreateTwinAsync(like.Id, OneOffContainer.LabelsOf(operationId), ct);
        var server = new ThrowAwayServer(session, new(session, id), await PlatformDatabase.FindAsync(session, operationId, ct));
        try
        {
            await session.Docker.Containers.StartAsync(id, ct);
            await server.AwaitAsync(service, ct);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes a database of a dump. Roles are made where they are not there, without any right.</summary>
    public async Task RestoreAsync(DatabaseProperties properties, IReadOnlyList<string> roles, Stream dump, CancellationToken ct)
    {
        foreach (var role in roles.Except(await AskAsync(Usual, "select rolname from pg_catalog.pg_roles;", ct)))
        {
            await AskAsync(Usual, $"create role {SqlQuoting.Identifier(role)};", ct);
        }

        var name = SqlQuoting.Identifier(Restored);
        await AskAsync(Usual, $"create database {name} {NewDatabase.OptionsOf(properties with { Tablespace = NewDatabase.UsualTablespace })};", ct);
        await AskAsync(Usual, string.Concat(PropertyStatements.Of(properties with { IsTemplate = false, Labels = [] }, Restored).Select(statement => statement + ";\n")), ct);
        var result = await session.Docker.Containers.ExecAsync(container.Id, PostgresPrograms.Restore(login.To(Restored), dump, SnapshotLimits.Copy), _ => { }, ct);
        DumpPrograms.MustBeOk(session, "pg_restore", Restored, result);
    }

    public async Task<IReadOnlyDictionary<string, long>> CountRowsAsync(CancellationToken ct)
    {
        var tables = await AskAsync(Restored, RowCounts.TablesSql + ";", ct);
        var counts = await AskAsync(Restored, string.Concat(tables.Select(table => RowCounts.CountSql(table) + ";\n")), ct);
        return counts.Select(line => line.Split('\t')).ToDictionary(row => row[0], row => long.Parse(row[1], CultureInfo.InvariantCulture));
    }

    /// <exception cref="ShipkeeperException"><c>snapshot.dump-failed</c>, with what the server said to a statement.</exception>
    public async Task VerifyAsync(IReadOnlyList<string> statements, CancellationToken ct)
    {
        foreach (var statement in statements)
        {
            await AskAsync(Restored, $"begin transaction read only;\n{statement.TrimEnd().TrimEnd(';')};\nrollback;", ct);
        }
    }

    public ValueTask DisposeAsync() => container.DisposeAsync();

    private async Task AwaitAsync(string service, CancellationToken ct)
    {
        for (var begun = session.Time.GetTimestamp(); session.Time.GetElapsedTime(begun) < StartLimit; await Task.Delay(Pause, session.Time, ct))
        {
            if (!(await session.Docker.Containers.InspectAsync(container.Id, ct)).State.Running)
            {
                break;
            }

            if ((await RunAsync(Usual, "select 1;", QuestionLimit, _ => { }, ct)).Ok)
            {
                return;
            }
        }

        throw BackupErrors.NoServer(service, [.. (await LastWordsAsync(ct)).Select(session.Redaction.Apply)]);
    }

    private async Task<IReadOnlyList<string>> LastWordsAsync(CancellationToken ct)
    {
        var lines = new List<string>();
        await foreach (var line in session.Docker.Containers.LogsAsync(container.Id, new() { Tail = LinesShown }, ct))
        {
            lines.Add(line.Text);
        }

        return lines;
    }

    private async Task<IReadOnlyList<string>> AskAsync(string database, string statements, CancellationToken ct)
    {
        using var output = new MemoryStream();
        var result = await RunAsync(database, statements, SnapshotLimits.Copy, bytes => output.Write(bytes.Span), ct);
        DumpPrograms.MustBeOk(session, "psql", database, result);
        return Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private Task<ExecResult> RunAsync(string database, string statements, TimeSpan limit, Action<ReadOnlyMemory<byte>> onOutput, CancellationToken ct) =>
        session.Docker.Containers.ExecAsync(
            container.Id, PostgresPrograms.Query(login.To(database), new MemoryStream(Encoding.UTF8.GetBytes(statements)), limit), onOutput, ct);
}
