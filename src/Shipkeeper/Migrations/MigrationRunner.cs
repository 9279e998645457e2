using System.Diagnostics;
using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Migrations;

/// <summary>Whoever runs migrations: how to come in, how long, and whom to tell.</summary>
/// <param name="OpenAsync">Makes a new connection to the database.</param>
/// <param name="TimeLimit">For each statement.</param>
/// <param name="CommandLine">What goes on after a failure.</param>
/// <param name="Report">Told what happens, for whoever watches.</param>
/// <param name="NoteAsync">Told of each file that is applied, for the record.</param>
/// <param name="WarnAsync">Told what was overridden.</param>
/// <param name="Elsewhere">SHA-256 of the migrations of other kept releases: one of them that is applied is not missing.</param>
internal sealed record MigrationRun(
    Func<PostgresLimits, CancellationToken, Task<PostgresConnection>> OpenAsync,
    TimeSpan TimeLimit, string CommandLine, Action<string> Report, Func<Migration, Task> NoteAsync, Func<string, Task> WarnAsync, Lazy<IReadOnlySet<string>>? Elsewhere = null);

/// <summary>
/// Applies what is pending, in order, and stops at the first failure. The advisory lock is held by a connection of its own; each file gets
/// a new one, so that what it sets or loads ends with it. A file and its rows are one transaction, so a file is applied once, whenever the
/// process dies, and also when the lock is lost: the server takes the checksum of a file once.
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
        await using var first = await run.OpenAsync(PostgresLimits.Quick, ct);
        await MigrationLock.TakeAsync(first, ct);
        await MigrationTables.CreateMissingAsync(first, ct);

        var standings = MigrationComparison.Of(files, await MigrationTables.ReadAsync(first, ct), run.Elsewhere);
        await RefuseDisputedAsync(standings, force);
        var pending = standings.Where(standing => standing.IsPending).Select(standing => (Standing: standing, Script: MigrationScript.Of(standing.File!))).ToList();
        RefuseNotRunnable(pending.Select(one => (one.Standing.File!, one.Script)));

        await TakeAsFoundAsync(first, standings, ct);
        await using var connections = new ConnectionsAhead(() => run.OpenAsync(_limits, ct));
        foreach (var (standing, script) in pending)
        {
            run.Report($"{standing.File!.Path}: applying");
            var opensNext = standing != pending[^1].Standing && !script.MaySetUpSessions;
            await ApplyAsync(standing, script, () => connections.TakeAsync(opensNext), ct);
            await run.NoteAsync(standing.File);
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
            throw MigrationErrors.HistoryDiffers(disputed);
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

    private async Task ApplyAsync(MigrationStanding standing, MigrationScript script, Func<Task<PostgresConnection>> connectAsync, CancellationToken ct)
    {
        var (file, begun, work) = (standing.File!, Stopwatch.GetTimestamp(), new StatementAtWork());
        try
        {
            await using var database = await connectAsync();
            database.OnNotice = notice => run.Report($"{file.FileName}: {notice}");
            await (script.InTransaction ? ApplyWholeAsync(database, standing, script, work, ct) : ApplyOneByOneAsync(database, file, script, work, ct));
        }
        catch (SqlRefusedException refusal)
        {
            var line = LineOf(script, work.Index, refusal);
            throw MigrationErrors.IsTooLong(refusal, run.TimeLimit, Stopwatch.GetElapsedTime(begun))
                ? MigrationErrors.TooLong(file, line, run.TimeLimit)
                : MigrationErrors.Failed(file, script, refusal, line, run.CommandLine);
        }
        catch (ShipkeeperException failure)
        {
            throw MigrationErrors.Named(file, failure, run.CommandLine);
        }
    }

    private static Task ApplyWholeAsync(PostgresConnection database, MigrationStanding standing, MigrationScript script, StatementAtWork work, CancellationToken ct) =>
        database.InTransactionAsync(
            async () =>
            {
                work.Index = 0;
                await database.ExecuteAllAsync(script.Statements, ct);
                work.Index = null;
                if (standing.Standing is Standing.Begun)
                {
                    await MigrationTables.ForgetChecksumAsync(database, standing.Number, ct);
                }

                await MigrationTables.InsertAppliedAsync(database, standing.File!, ct);
            },
            ct);

    /// <summary>The checksum goes before, so that whoever finds it without a row knows that this file was begun.</summary>
    private static async Task ApplyOneByOneAsync(PostgresConnection database, Migration file, MigrationScript script, StatementAtWork work, CancellationToken ct)
    {
        await MigrationTables.RecordChecksumAsync(database, file.Number, file.Sha256, ct);
        for (work.Index = 0; work.Index < script.Statements.Count; work.Index++)
        {
            await database.ExecuteAsync(script.Statements[work.Index.Value].Text, ct);
        }

        work.Index = null;
        await MigrationTables.InsertRowAsync(database, file, ct);
    }

    /// <summary>Null for what came after the last statement: the row, or a check that waits for the commit.</summary>
    private static int? LineOf(MigrationScript script, int? first, SqlRefusedException refusal) =>
        first is { } index && script.Statements.ElementAtOrDefault(index + refusal.Statement) is { } statement
            ? script.Sql.LineOf(statement, refusal.Position)
            : null;

    /// <summary>Where in a script a failure happened.</summary>
    private sealed class StatementAtWork
    {
        /// <summary>Of the first statement that was sent and not yet answered; null before and after them.</summary>
        public int? Index { get; set; }
    }
}
