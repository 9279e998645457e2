using Shipkeeper.Engine.Execution;
using Shipkeeper.Moves;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Surfaces.Cli;

/// <summary>Shows a move, and makes it: what <c>upgrade</c> and <c>rollback</c> have in common.</summary>
internal static class MoveDisplay
{
    /// <summary>The plan alone; nothing is touched.</summary>
    public static void Show(MoveView view, Output output)
    {
        foreach (var line in MoveText.Lines(view, MovePlanner.Plan(view)))
        {
            output.Line(line);
        }
    }

    /// <param name="observeAsync">Under the lock.</param>
    /// <param name="refuse">Throws for what is not to be done, before anything is.</param>
    /// <returns>Null when there was nothing to do.</returns>
    public static async Task<Outcome?> RunAsync(
        PlatformSession session, Output output, string verb, Func<CancellationToken, Task<MoveView>> observeAsync, Action<MoveView> refuse, CancellationToken stop)
    {
        using var watcher = Watcher.TryStart(WatcherCall.Of(session.Platform.Directory));
        return await output.ShowAsync(display => session.RunAsync(
            verb,
            async ct =>
            {
                var view = await observeAsync(ct);
                refuse(view);
                foreach (var line in MoveText.Summary(view))
                {
                    output.News(line);
                }

                return MovePlanner.Plan(view);
            },
            display,
            stop));
    }
}
