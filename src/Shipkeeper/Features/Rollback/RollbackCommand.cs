using System.CommandLine;
using Shipkeeper.Moves;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Rollback;

internal sealed class RollbackCommand : VerbCommand
{
    private const string Stable = "stable";

    private readonly Argument<string?> _to = new("to") { Description = "'stable': the release that was marked so", Arity = ArgumentArity.ZeroOrOne };

    private readonly Option<int?> _release = new("--release") { Description = "A release that is kept; the one before when left out", HelpName = "number" };

    private readonly Option<string?> _data = new("--data")
    {
        Description = "Whether the data goes back too, where the release is not known to run on it: keep or restore",
        HelpName = "keep|restore",
    };

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Print the plan and touch nothing" };

    public RollbackCommand(CommandLineContext context)
        : base(
            "rollback",
            "Move the platform back to a release that is kept. It ends on that release, proven good, or where it was.",
            "shipkeeper rollback",
            "shipkeeper rollback --release 3",
            "shipkeeper rollback stable --dry-run")
    {
        _to.AcceptOnlyFromAmong(Stable);
        Add(_to);
        Add(_release);
        _data.AcceptOnlyFromAmong("keep", "restore");
        Add(_data);
        Add(_dryRun);
        Validators.Add(result =>
        {
            if (result.GetValue(_to) is not null && result.GetValue(_release) is not null)
            {
                result.AddError("'stable' and --release exclude each other.");
            }
        });
        Do(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        using var session = invocation.OpenReleased();
        var output = invocation.Output();
        if (invocation.Value(_dryRun))
        {
            MoveDisplay.Show(await ObserveAsync(session, invocation, invocation.Stop), output);
            return ExitCode.Done;
        }

        await MoveDisplay.RunAsync(session, output, "rollback", ct => ObserveAsync(session, invocation, ct), _ => { }, invocation.Stop);
        output.News($"{session.Platform.Name}: release {session.Releases.ReadCurrent()!.Number} is up again");
        return ExitCode.Done;
    }

    private Task<MoveView> ObserveAsync(PlatformSession session, Invocation invocation, CancellationToken ct) =>
        KeptRelease.ObserveAsync(session, TargetOf(session, invocation), DataOf(invocation), ct);

    private DataChoice DataOf(Invocation invocation) => invocation.Value(_data) switch
    {
        "keep" => DataChoice.Keep,
        "restore" => DataChoice.Restore,
        _ => DataChoice.AsKnown,
    };

    private int TargetOf(PlatformSession session, Invocation invocation)
    {
        if (invocation.Value(_release) is { } number)
        {
            return number;
        }

        var current = session.Releases.ReadCurrent() ?? throw MoveErrors.NoRelease(session.Platform.Name);
        return invocation.Value(_to) is Stable
            ? session.Releases.ReadStable() ?? throw MoveErrors.NothingToReturnTo("no release is marked as stable")
            : current.From ?? throw MoveErrors.NothingToReturnTo($"release {current.Number} is the first one");
    }
}
