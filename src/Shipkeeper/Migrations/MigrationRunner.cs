using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Migrations;

/// <summary>Whoever runs migrations: as whom, how long, and whom to tell.</summary>
/// <param name="TimeLimit">For each statement.</param>
/// <param name="CommandLine">What goes on after a failure.</param>
/// <param name="Report">Told what happens, for whoever watches.</param>
/// <param name="NoteAsync">Told of each file that is applied, for the record.</param>
/// <param name="WarnAsync">Told what was overridden.</param>
internal sealed record MigrationRun(
    PostgresLogin Login, TimeSpan TimeLimit, string CommandLine, Action<string> Report, Func<Migration, Task> NoteAsync, Func<string, Task> WarnAsync);

/// <summary>
/// Applies what is pending, in order, and stops at the first failure. The advisory lock is held by a connection of its own; each file gets
/// a new one, so that what it sets or loads ends with it. A file and its row are one transaction, so a file is applied once, whenever the
/// process dies.
/// </summary>
internal sealed class MigrationRunner(MigrationRun run)
{
    /// <summary>How long a lock that others hold is waited for, by a statement of a migration; it may say otherwise by itself.</summary>
    private static readonly TimeSpan LockLimit = TimeSpan.FromMinutes(1);

    private readonly PostgresLimits _limits = new(run.TimeLimit, LockLimit);

    /// <param name="force">Takes files as found that are not what was applied.</param>
    /// <exception cref="ShipkeeperException"><c>migration.*</c>, <c>database.*</c>: the files before stay applied.</exception>
    public async Task ApplyPendingAsync(IReadOnlyList<Migration> files, bool force, CancellationToken ct)
    {
        await using var first = await PostgresConnection.OpenAsync(run.Login, PostgresLimits.Quick, ct);
        await MigrationLock.TakeAsync(first, ct);
        await MigrationTables.CreateMissingAsync(first, ct);

        var standings = MigrationComparison.Of(files, await MigrationTables.ReadAsync(first, ct));
        await RefuseDisputedAsync(standings, force);
        var pending = standings.Where(standing => standing.IsPending).Select(standing => (File: standing.File!, Script: MigrationScript.Of(standing.File!))).ToList();
        RefuseNotRunnable(pending);

        await TakeAsFoundAsync(first, standings, ct);
        await using var connections = new ConnectionsAhead(() => PostgresConnection.OpenAsync(run.Login, _limits, ct));
        foreach (var (file, script) in pending)
        {
            run.Report($"{file.Path}: applying");
            await ApplyAsync(file, script, () => connections.TakeAsync(isLast: file == pending[^1].File), ct);
            await run.NoteAsync(file);
        }
    }

    /// <exception cref="ShipkeeperException">Everything that is wrong with the scripts, at once.</exception>
    public static void RefuseNotRunnable(IEnumerable<(Migration File, MigrationScript Script)> scripts)
    {
        var problems = scripts.SelectMany(pair => pair.Script.Problems.OrderBy(problem => problem.Line).Select(problem => $"{pair.File.Path}:{problem.Line}: {problem.Text}")).ToList();
        if (problems.Count > 0)
        {
            throw MigrationErrors.FilesRefused(problems);
        }
    }

    private async Task RefuseDisputedAsync(IReadOnlyList<MigrationStanding> standings, bool force)
    {
        var disputed = standings.Where(standing => standing.IsDisputed).ToList();
        if (disputed.Count > 0 && !force)
        {
            throw MigrationErrors.HistoryDiffers(disputed, run.CommandLine);
        }

        if (disputed.Count > 0)
        {
            await run.WarnAsync($"taken as found: {string.Join("; ", disputed.Select(MigrationErrors.Describe))}");
        }
    }

    /// <summary>Files of others before us, and whatever was forced.</summary>
    private static async Task TakeAsFoundAsync(PostgresConnection database, IReadOnlyList<MigrationStanding> standings, CancellationToken ct)
    {
        foreach (var standing in standings.Where(standing => standing.Standing is Standing.AppliedBeforeUs or Standing.Changed or Standing.FileMissing))
        {
            await MigrationTables.RecordChecksumAsync(database, standing.Number, standing.File?.Sha256, ct);
        }
    }

    private async Task ApplyAsync(Migration file, MigrationScript script, Func<Task<PostgresConnection>> connectAsync, CancellationToken ct)
    {
        var running = default(int?);
        try
        {
            await using var database = await connectAsync();
            database.OnNotice = notice => run.Report($"{file.FileName}: {notice}");
            await (script.InTransaction ? ApplyWholeAsync() : ApplyOneByOneAsync());

            Task ApplyWholeAsync() => database.InTransactionAsync(
                async () =>
                {
                    running = 0;
                    await database.ExecuteAllAsync(script.Statements, ct);
                    running = null;
                    await MigrationTables.InsertAppliedAsync(database, file, ct);
                },
                ct);

            // The checksum goes before, so that whoever finds it without a row knows that this file was begun.
            async Task ApplyOneByOneAsync()
            {
                await MigrationTables.RecordChecksumAsync(database, file.Number, file.Sha256, ct);
                for (running = 0; running < script.Statements.Count; running++)
                {
                    await database.ExecuteAsync(script.Statements[running.Value].Text, ct);
                }

                running = null;
                await MigrationTables.InsertAppliedAsync(database, file, ct);
            }
        }
        catch (SqlRefusedException refusal)
        {
            var line = LineOf(script, running, refusal);
            throw MigrationErrors.IsTooLong(refusal)
                ? MigrationErrors.TooLong(file, line, run.TimeLimit)
                : MigrationErrors.Failed(file, script, refusal, line, run.CommandLine);
        }
        catch (ShipkeeperException failure)
        {
            throw MigrationErrors.Lost(file, failure, run.CommandLine);
        }
    }

    /// <summary>Null for what came after the last statement: the row, or a check that waits for the commit.</summary>
    private static int? LineOf(MigrationScript script, int? running, SqlRefusedException refusal) =>
        running is { } first && script.Statements.ElementAtOrDefault(first + refusal.Statement) is { } statement
            ? script.Sql.LineOf(statement, refusal.Position)
            : null;
}
