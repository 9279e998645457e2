using System.CommandLine;
using Shipkeeper.Backups;
using Shipkeeper.Engine.Execution;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Backup;

internal sealed class PruneCommand : VerbCommand
{
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Say what would go, and remove nothing" };

    private readonly Option<bool> _yes = new("--yes") { Description = "Do not ask" };

    public PruneCommand(CommandLineContext context)
        : base(
            "prune",
            "Remove old backups: what stays is said by 'backup.keep' of the platform file. Those of other platforms are left alone.",
            "shipkeeper backup prune --dry-run",
            "shipkeeper backup prune --yes")
    {
        Add(_dryRun);
        Add(_yes);
        Do(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        using var session = invocation.OpenReleased();
        var output = invocation.Output();
        if (BackupDirectory.Find(session, given: null) is not { } directory)
        {
            output.News($"no backup in {BackupDirectory.PathOf(session, given: null)}");
            return ExitCode.Done;
        }

        await using var hold = await output.ShowAsync(display => session.HoldAsync("backup prune", display, invocation.Stop));
        var verdicts = Judge(session, directory, output);
        var doomed = verdicts.Where(verdict => verdict.Because.Count == 0).Select(verdict => verdict.Name).ToList();
        if (!invocation.Value(_dryRun))
        {
            Consent(invocation, session, doomed);
            Remove(session, directory, doomed);
            output.News($"{session.Platform.Name}: {(doomed.Count == 0 ? "nothing to remove" : $"{doomed.Count} backups removed")}, {verdicts.Count - doomed.Count} stay");
        }

        return ExitCode.Done;
    }

    private static IReadOnlyList<PruneVerdict> Judge(PlatformSession session, BackupDirectory directory, Output output)
    {
        var (ours, others) = (new List<BackupEntry>(), new List<BackupEntry>());
        foreach (var entry in directory.List())
        {
            (entry.Manifest?.Platform == session.Platform.Name ? ours : others).Add(entry);
        }

        var verdicts = PruneRules.Judge([.. ours.Select(entry => (entry.Name, entry.At, entry.Manifest!.PreUpgrade))], session.Platform.Definition.Backup.Keep);
        foreach (var verdict in verdicts)
        {
            output.Line(verdict.Because.Count == 0 ? $"goes   {verdict.Name}" : $"stays  {verdict.Name}  {string.Join(", ", verdict.Because)}");
        }

        foreach (var entry in others)
        {
            output.Line($"other  {entry.Name}  {entry.Problem ?? $"of the platform '{entry.Manifest!.Platform}'"}");
        }

        return verdicts;
    }

    private void Consent(Invocation invocation, PlatformSession session, List<string> doomed)
    {
        if (doomed.Count > 0)
        {
            Consents.Require(invocation, invocation.Value(_yes), $"Remove {doomed.Count} backups?", session);
        }
    }

    private static void Remove(PlatformSession session, BackupDirectory directory, List<string> doomed)
    {
        directory.Sweep();
        foreach (var name in doomed)
        {
            directory.Remove(name, OperationId.Next(session.Time.GetUtcNow(), last: null));
        }
    }
}
