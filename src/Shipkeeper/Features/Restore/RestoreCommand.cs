using System.CommandLine;
using Shipkeeper.Backups;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Moves;
using Shipkeeper.Snapshots;
using Shipkeeper.Surfaces.Cli;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Features.Restore;

internal sealed class RestoreCommand : VerbCommand
{
    private readonly Argument<string> _backup = new("backup") { Description = "As 'backup list' names it, or the path of its folder" };

    private readonly Option<string?> _into = new("--into")
    {
        Description = "Make a new database of this name, and touch nothing else",
        HelpName = "database",
    };

    private readonly Option<string?> _identity = new("--identity") { Description = "The identity that opens an encrypted backup", HelpName = "file" };

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Read the backup, print the plan, and touch nothing" };

    private readonly Option<bool> _yes = new("--yes") { Description = "Do not ask" };

    public RestoreCommand(CommandLineContext context)
        : base(
            "restore",
            "Put the data of a backup in the place of what is there. The platform ends on those, proven good, or as it was.",
            "shipkeeper restore 20261122T010203Z-r7",
            "shipkeeper restore 20261122T010203Z-r7 --dry-run",
            "shipkeeper restore 20261122T010203Z-r7 --into yesterday",
            "shipkeeper restore /mnt/backups/20261122T010203Z-r7 --identity /root/key.txt --yes")
    {
        Add(_backup);
        Add(_into);
        Add(_identity);
        Add(_dryRun);
        Add(_yes);
        Do(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        using var session = invocation.OpenReleased();
        var output = invocation.Output();
        var backup = BackupReading.Open(session, invocation.Value(_backup)!, invocation.Value(_identity));
        if (invocation.Value(_dryRun))
        {
            var view = await new RestoreObserver(session, backup, invocation.Value(_into), _ => { }).ObserveAsync(invocation.Stop);
            RestoreText.Lines(view, RestorePlanner.Plan(view)).ToList().ForEach(output.Line);
            return ExitCode.Done;
        }

        using var watcher = Watcher.TryStart(WatcherCall.Of(session.Platform.Directory));
        var outcome = await output.ShowAsync(display => session.RunAsync(
            "restore", ct => PlanAsync(invocation, session, output, new(session, backup, invocation.Value(_into), display.Working), ct), display, invocation.Stop));
        Tell(session, output, backup, invocation.Value(_into), outcome!.OperationId);
        return ExitCode.Done;
    }

    private async Task<Plan> PlanAsync(Invocation invocation, PlatformSession session, Output output, RestoreObserver observer, CancellationToken ct)
    {
        var view = await observer.ObserveAsync(ct);
        foreach (var line in RestoreText.Changes(view))
        {
            output.News(line);
        }

        if (view.Into is null)
        {
            Consents.Require(invocation, invocation.Value(_yes), "Replace what is there?", session);
        }

        return RestorePlanner.Plan(view);
    }

    private static void Tell(PlatformSession session, Output output, BackupReading backup, string? into, string operationId)
    {
        var kept = OperationNotes.Find(session, operationId, ExchangeDatabase.KeptFact);
        output.News(into is null
            ? $"{session.Platform.Name}: the data of {backup.Folder.Name} are in place{(kept is null ? "" : $"; what was there before is kept as the database '{kept}'")}"
            : $"{session.Platform.Name}: the database '{into}' holds the data of {backup.Folder.Name}");
    }
}
