using Shipkeeper.Engine.Execution;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Resume;

internal sealed class ResumeCommand : VerbCommand
{
    public ResumeCommand(CommandLineContext context)
        : base("resume", "Go on with the way back of an operation that is stuck, after what stood in its way is mended.", "shipkeeper resume")
    {
        Do(context, RunAsync);
    }

    private static async Task<int> RunAsync(Invocation invocation)
    {
        using var session = invocation.OpenReleased();
        var output = invocation.Output();
        var outcome = await output.ShowAsync(display => session.EndStuckAsync(
            "resume", (operation, recovery) => recovery.ResumeAsync(operation, display), display, invocation.Stop)) ?? throw ResumeErrors.NothingStuck();
        if (outcome.State is OperationState.Stuck)
        {
            throw ExecutionErrors.Stuck(outcome.OperationId, outcome.Cause?.Message);
        }

        output.News($"{session.Platform.Name}: release {session.Releases.ReadCurrent()?.Number} is up again");
        return ExitCode.Done;
    }
}
