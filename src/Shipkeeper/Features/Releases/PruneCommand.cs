using System.CommandLine;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Moves;
using Shipkeeper.Steps;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Releases;

internal sealed class PruneCommand : VerbCommand
{
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Say what would go, and remove nothing" };

    public PruneCommand(CommandLineContext context)
        : base(
            "prune",
            "Forget the releases that are beyond 'upgrade.keep.releases' of the platform file, as every upgrade does. The current one and the stable one stay.",
            "shipkeeper releases prune --dry-run",
            "shipkeeper releases prune")
    {
        Add(_dryRun);
        Do(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        using var session = invocation.OpenReleased();
        var output = invocation.Output();
        if (invocation.Value(_dryRun))
        {
            Show(FindOld(session), output);
        }
        else if (await output.ShowAsync(display => session.RunAsync("releases prune", _ => Task.FromResult(PlanOf(session, output)), display, invocation.Stop)) is null)
        {
            output.News($"{session.Platform.Name}: nothing to forget");
        }

        return ExitCode.Done;
    }

    private static Plan PlanOf(PlatformSession session, Output output)
    {
        var old = FindOld(session);
        Show(old, output);
        return new()
        {
            Verb = "releases prune",
            Mode = OperationMode.ForwardOnly,
            Stages = old.Count == 0 ? [] : [Stage.Of(RetireReleases.Step(new(old), $"forget release {string.Join(", ", old)}"))],
        };
    }

    private static IReadOnlyList<int> FindOld(PlatformSession session) => session.Releases.ReadCurrent() is { } current
        ? ReleaseRetention.Of(session.Releases, session.Platform.Definition.Upgrade.Keep.Releases, [current.Number], current.Number)
        : [];

    private static void Show(IReadOnlyList<int> old, Output output) => old.ToList().ForEach(number => output.Line($"goes  release {number}"));
}
