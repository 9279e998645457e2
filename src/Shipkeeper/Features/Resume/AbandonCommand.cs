using System.CommandLine;
using Shipkeeper.Engine.Execution;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Resume;

internal sealed class AbandonCommand : VerbCommand
{
    private readonly Option<bool> _yes = new("--yes") { Description = "Do not ask" };

    public AbandonCommand(CommandLineContext context)
        : base("abandon", "Leave an operation that is stuck as it stands: nothing of it is put back any more.", "shipkeeper abandon")
    {
        Add(_yes);
        Do(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        using var session = invocation.OpenReleased();
        var output = invocation.Output();
        if (session.OperationStore.ReadUnfinished() is not { Progress.State: OperationState.Stuck })
        {
            throw ResumeErrors.NothingStuck();
        }

        Consents.Require(invocation, invocation.Value(_yes), "Leave the platform as it stands, between two releases?", session);
        _ = await output.ShowAsync(display => session.EndStuckAsync(
            "abandon", (operation, recovery) => recovery.AbandonAsync(operation, display), display, invocation.Stop)) ?? throw ResumeErrors.NothingStuck();
        output.News($"{session.Platform.Name}: the operation is closed, and what it has changed stays; 'shipkeeper status' shows what is not as released");
        return ExitCode.Done;
    }
}
