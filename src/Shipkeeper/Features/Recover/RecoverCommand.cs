using Shipkeeper.Moves;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Recover;

/// <summary>What a watcher becomes. Not for people, whose next command does the same.</summary>
internal sealed class RecoverCommand : VerbCommand
{
    public RecoverCommand(CommandLineContext context)
        : base(WatcherCall.Verb, "End what another Shipkeeper has left unfinished.")
    {
        Hidden = true;
        Do(context, RunAsync);
    }

    private static async Task<int> RunAsync(Invocation invocation)
    {
        using var session = invocation.OpenReleased();
        await using var hold = await invocation.Output().ShowAsync(display => session.HoldAsync(WatcherCall.Verb, display, invocation.Stop));
        return ExitCode.Done;
    }
}
