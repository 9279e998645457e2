using System.Globalization;
using Shipkeeper.Migrations;
using Shipkeeper.Surfaces.Cli;
using Shipkeeper.Tools;

namespace Shipkeeper.Features.Migrate;

/// <summary>Migrations as people read them. Pure.</summary>
internal static class MigrateText
{
    public static string Summary(MigrationReport report) => report.By switch
    {
        MigratedBy.Nobody => $"{report.Database}: the platform file names nobody who migrates it",
        MigratedBy.Application => $"{report.Database}: the application migrates it by itself at its start",
        MigratedBy.Command => $"{report.Database}: a command of the application migrates it, and knows how far",
        _ => $"{report.Database}: schema {report.Version?.ToString() ?? "empty"}; "
            + $"{report.Migrations.Count - report.Pending.Count()} applied, {report.Pending.Count()} pending ({Source(report)})",
    };

    public static IEnumerable<string> Status(MigrationReport report, Style style)
    {
        yield return Summary(report);
        if (report.Migrations.Count > 0)
        {
            foreach (var line in TextTable.Lines([["  NUMBER", "NAME", "STATE", "APPLIED (UTC)"], .. report.Migrations.Select(standing => Row(standing, style))]))
            {
                yield return line;
            }
        }
    }

    public static IEnumerable<string> Plan(MigrationReport report, Style style)
    {
        yield return Summary(report);
        foreach (var standing in report.Disputed)
        {
            yield return $"  {style.Bad("refused")}  {standing.Number} {standing.Name}: {StateOf(standing)}; '--force' takes it as found";
        }

        foreach (var standing in report.Pending)
        {
            var script = MigrationScript.Of(standing.File!);
            yield return $"  {style.Good("apply")}  {standing.File!.Path}: {Plural.Of(script.Statements.Count, "statement")}"
                + $"{(script.InTransaction ? "" : ", each by itself: the file says no-transaction")}";
            foreach (var line in Remarks(script, style))
            {
                yield return $"         {line}";
            }
        }
    }

    private static IEnumerable<string> Remarks(MigrationScript script, Style style) =>
    [
        .. script.Problems.Select(problem => $"{style.Bad("refused")} line {problem.Line}: {problem.Text}"),
        .. script.Statements.Where(statement => statement.IsClusterWide).Select(statement =>
            $"{style.Warning("note")} line {script.Sql.LineOf(statement.Offset)}: {string.Join(' ', statement.Words.Take(2))} "
                + "concerns the whole server; no snapshot of this database undoes it"),
    ];

    private static string Source(MigrationReport report) =>
        report.Release is { } release ? $"{report.Directory} of release {release}" : $"{report.Directory} on disk";

    private static IReadOnlyList<string> Row(MigrationStanding standing, Style style)
    {
        var state = StateOf(standing);
        return [$"  {standing.Number}", standing.Name, standing.IsDisputed ? style.Bad(state) : standing.IsPending ? style.Warning(state) : style.Good(state), TimeOf(standing)];
    }

    /// <summary>Another tool may have noted anything, or a time of whatever zone: that is shown as it is.</summary>
    private static string TimeOf(MigrationStanding standing) =>
        DateTimeOffset.TryParseExact(standing.AppliedAt, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFzzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
            : standing.AppliedAt ?? "-";

    private static string StateOf(MigrationStanding standing) => standing.Standing switch
    {
        Standing.Applied => "applied",
        Standing.AppliedBeforeUs => "applied before us",
        Standing.Pending => "pending",
        Standing.Begun => "begun, end unknown",
        Standing.Changed => "file has changed",
        Standing.FileMissing => "file is missing",
        Standing.OfAnotherRelease => "of another release",
        Standing.FileDropped => "file was dropped",
        _ => "late: a later one is applied",
    };
}
