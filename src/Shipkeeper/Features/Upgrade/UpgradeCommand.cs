using System.CommandLine;
using Shipkeeper.Model;
using Shipkeeper.Moves;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Upgrade;

internal sealed class UpgradeCommand : VerbCommand
{
    private readonly CandidateOptions _candidate = new();

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Print the plan and touch nothing" };

    private readonly Option<bool> _noBackup = new("--no-backup") { Description = "Take no snapshot of the database: its data cannot return" };

    private readonly Option<bool> _retry = new("--retry") { Description = "Also a candidate that failed before" };

    private readonly Option<bool> _yes = new("--yes") { Description = "Do not ask where services or volumes are left behind, or values that nobody could put back" };

    public UpgradeCommand(CommandLineContext context)
        : base(
            "upgrade",
            "Move the platform to another release: the files as they are on disk, or from elsewhere. It ends on that release, proven good, or where it was.",
            "shipkeeper upgrade",
            "shipkeeper upgrade --dry-run",
            "shipkeeper upgrade --version 0.5.0",
            "shipkeeper upgrade --service api=registry.example/api:0.5.1",
            "shipkeeper upgrade --to git:v0.5.0")
    {
        _candidate.AddTo(this);
        Add(_dryRun);
        Add(_noBackup);
        Add(_retry);
        Add(_yes);
        Do(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        using var session = invocation.OpenPlatform();
        var output = invocation.Output();
        if (invocation.Value(_dryRun))
        {
            MoveDisplay.Show(await CandidateReader.ObserveAsync(session, RequestOf(invocation) with { Fetches = false }, invocation.Stop), output);
            return ExitCode.Done;
        }

        var request = RequestOf(invocation);
        CandidateSources.ReadAhead(session, request, invocation.Stop);
        var outcome = await MoveDisplay.RunAsync(
            session, output, "upgrade", ct => CandidateReader.ObserveAsync(session, request, ct), view => Agree(session, invocation, view), invocation.Stop);
        if (outcome is not null)
        {
            output.News($"{session.Platform.Name}: release {session.Releases.ReadCurrent()!.Number} is up");
        }

        return ExitCode.Done;
    }

    private MoveRequest RequestOf(Invocation invocation) => _candidate.Of(invocation) with { NoBackup = invocation.Value(_noBackup) };

    private void Agree(PlatformSession session, Invocation invocation, MoveView view)
    {
        if (!invocation.Value(_retry))
        {
            FailedCandidates.Refuse(session, view);
        }

        IReadOnlyList<string> left =
        [
            .. view.Removed.Select(service => $"the service '{service}'"),
            .. ReleaseComparison.OfLostVolumes(view.From, view.To).Select(volume => $"the volume {volume} with its data"),
        ];
        if (left.Count > 0)
        {
            Consents.Require(invocation, invocation.Value(_yes), $"{string.Join(", ", left)} will not be used any more. Go on?", session);
        }

        if (view.Unkept.Count > 0)
        {
            Consents.Require(
                invocation,
                invocation.Value(_yes),
                $"{string.Join(", ", view.Unkept)} runs with values that {Platform.SecretsFileName} does not have any more, and that nobody could put back. Go on?",
                session);
        }
    }
}
