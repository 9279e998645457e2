using System.CommandLine;
using Shipkeeper.Model;
using Shipkeeper.Moves;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Rollback;

internal sealed class RollbackCommand : VerbCommand
{
    private const string Stable = "stable";

    private readonly Argument<string?> _to = new("to")
    {
        Description = "'stable': the release that was marked so; or one service, to move it alone",
        HelpName = "stable|service",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Argument<string?> _version = new("version")
    {
        Description = "Of that service: its version, its tag, or a whole image",
        Arity = ArgumentArity.ZeroOrOne,
    };

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
            "shipkeeper rollback stable --dry-run",
            "shipkeeper rollback api 0.4.5")
    {
        Add(_to);
        Add(_version);
        Add(_release);
        _data.AcceptOnlyFromAmong("keep", "restore");
        Add(_data);
        Add(_dryRun);
        Validators.Add(result =>
        {
            var (to, version) = (result.GetValue(_to), result.GetValue(_version));
            if (to is not null && result.GetValue(_release) is not null)
            {
                result.AddError($"'{to}' and --release exclude each other.");
            }
            else if (to is not (null or Stable) && version is null)
            {
                result.AddError($"to which version of '{to}'? Give it too, or 'stable' for the release that was marked so.");
            }
            else if (version is not null && result.GetValue(_data) is not null)
            {
                result.AddError("--data goes with a whole release; one service leaves the data as it is.");
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

        var outcome = await MoveDisplay.RunAsync(session, output, "rollback", ct => ObserveAsync(session, invocation, ct), _ => { }, invocation.Stop);
        if (outcome is not null)
        {
            output.News($"{session.Platform.Name}: release {session.Releases.ReadCurrent()!.Number} is up{(invocation.Value(_version) is null ? " again" : "")}");
        }

        return ExitCode.Done;
    }

    private async Task<MoveView> ObserveAsync(PlatformSession session, Invocation invocation, CancellationToken ct)
    {
        var current = session.Releases.ReadCurrent() ?? throw MoveErrors.NoRelease(session.Platform.Name);
        return invocation.Value(_version) is { } version && invocation.Value(_to) is { } service
            ? await ObserveServiceAsync(session, current, service, version, ct)
            : await KeptRelease.ObserveAsync(session, TargetOf(session, current, invocation), DataOf(invocation), ct);
    }

    private static async Task<MoveView> ObserveServiceAsync(PlatformSession session, Release current, string service, string version, CancellationToken ct)
    {
        var image = await ServiceVersion.FindAsync(session, current, service, version, ct);
        var view = await CandidateReader.ObserveAsync(session, new("rollback") { Services = new Dictionary<string, WantedImage> { [service] = image } }, ct);
        return view is { IsEmpty: false, Definition.Database: not null }
            ? view with { Notes = [.. view.Notes, $"the data stays as it is; whether {service} {version} can work with it is known only where versions.json says it"] }
            : view;
    }

    private DataChoice DataOf(Invocation invocation) => invocation.Value(_data) switch
    {
        "keep" => DataChoice.Keep,
        "restore" => DataChoice.Restore,
        _ => DataChoice.AsKnown,
    };

    private int TargetOf(PlatformSession session, Release current, Invocation invocation) =>
        invocation.Value(_release) is { } number ? number
        : invocation.Value(_to) is Stable ? session.Releases.ReadStable() ?? throw MoveErrors.NothingToReturnTo("no release is marked as stable")
        : current.From ?? throw MoveErrors.NothingToReturnTo($"release {current.Number} is the first one");
}
