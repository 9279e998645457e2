using System.CommandLine;
using Shipkeeper.Moves;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Upgrade;

internal sealed class UpgradeCommand : VerbCommand
{
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Print the plan and touch nothing" };

    private readonly Option<bool> _noBackup = new("--no-backup") { Description = "Take no snapshot of the database: its data cannot return" };

    private readonly Option<bool> _retry = new("--retry") { Description = "Also a candidate that failed before" };

    public UpgradeCommand(CommandLineContext context)
        : base(
            "upgrade",
            "Move the platform to another release: the files as they are on disk. It ends on that release, proven good, or where it was.",
            "shipkeeper upgrade",
            "shipkeeper upgrade --dry-run")
    {
        Add(_dryRun);
        Add(_noBackup);
        Add(_retry);
        Do(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        using var session = invocation.OpenPlatform();
        var output = invocation.Output();
        if (invocation.Value(_dryRun))
        {
            MoveDisplay.Show(await FilesCandidate.ObserveAsync(session, RequestOf(invocation), invocation.Stop), output);
            return ExitCode.Done;
        }

        var outcome = await MoveDisplay.RunAsync(
            session, output, "upgrade", ct => FilesCandidate.ObserveAsync(session, RequestOf(invocation), ct), view => RefuseFailed(session, invocation, view), invocation.Stop);
        var current = session.Releases.ReadCurrent()!.Number;
        output.News($"{session.Platform.Name}: {(outcome is null ? $"nothing to do, release {current} is what the files say" : $"release {current} is up")}");
        return ExitCode.Done;
    }

    private UpgradeRequest RequestOf(Invocation invocation) => new(invocation.Value(_noBackup));

    private void RefuseFailed(PlatformSession session, Invocation invocation, MoveView view)
    {
        if (!invocation.Value(_retry))
        {
            FailedCandidates.Refuse(session, view);
        }
    }
}
