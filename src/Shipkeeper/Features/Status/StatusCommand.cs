using System.CommandLine;
using Shipkeeper.Surfaces.Cli;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Features.Status;

internal sealed class StatusCommand : VerbCommand
{
    private readonly Option<bool> _json = CommandLineContext.JsonOption();

    private readonly Option<bool> _watch = new("--watch") { Description = "Show it again whenever a container changes" };

    public StatusCommand(CommandLineContext context)
        : base(
            "status",
            "Show the release, its layers and services, and what is not as the release says.",
            "shipkeeper status",
            "shipkeeper status --json",
            "shipkeeper status --watch")
    {
        Add(_json);
        Add(_watch);
        Do(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        using var session = invocation.OpenReleasedAndEngine();
        var output = invocation.Output(invocation.Value(_json));
        if (invocation.Value(_watch))
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(invocation.Stop, output.ReaderLeft);
            await WatchAsync(session, output, invocation.Value(_json), stop.Token);
        }
        else
        {
            Show(await StatusObserver.ObserveAsync(session, invocation.Stop), output, invocation.Value(_json));
        }

        return ExitCode.Done;
    }

    private static void Show(StatusReport report, Output output, bool json)
    {
        if (json)
        {
            output.Json(report, StatusJson.Default.StatusReport);
            return;
        }

        foreach (var line in StatusText.Lines(report, output.Style))
        {
            output.Advice(line);
        }
    }

    /// <summary>Follows the engine's events; a burst of them is one new look.</summary>
    private static async Task WatchAsync(PlatformSession session, Output output, bool json, CancellationToken stop)
    {
        try
        {
            using var events = await session.Docker.Events.OpenAsync(
                [("type", ["container"]), ("event", ["create", "start", "die", "health_status", "pause", "unpause", "rename", "destroy"]),
                 ("label", [ComposeLabels.Is(ComposeLabels.Project, session.Platform.Name)])],
                stop);
            await using var changes = events.ReadAsync(stop).GetAsyncEnumerator(stop);
            do
            {
                output.ClearScreen();
                Show(await StatusObserver.ObserveAsync(session, stop), output, json);
            }
            while (await changes.MoveNextAsync());
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Ctrl-C is how watching ends.
        }
    }
}
