using Shipkeeper.Moves;
using Shipkeeper.Surfaces.Cli;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Features.Recover;

/// <summary>What a watcher does. Not for people, whose next command does the same.</summary>
internal sealed class RecoverCommand : VerbCommand
{
    public RecoverCommand(CommandLineContext context)
        : base(WatcherCall.Verb, "Wait for the end of another Shipkeeper, and recover when it has died.")
    {
        Hidden = true;
        Do(context, RunAsync);
    }

    private static async Task<int> RunAsync(Invocation invocation)
    {
        if (Watcher.WasLeft(Console.OpenStandardInput()))
        {
            using var session = invocation.OpenReleased();
            await using var hold = await invocation.Output().ShowAsync(display => session.HoldAsync(WatcherCall.Verb, display, invocation.Stop));
        }

        return ExitCode.Done;
    }
}
