using System.CommandLine;
using Shipkeeper.Engine.Execution;
using Shipkeeper.Snapshots;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Resume;

internal sealed class ResumeCommand : VerbCommand
{
    private readonly Option<string?> _data = new("--data")
    {
        Description = "Whether the data goes back too, or stays as the operation has made it: keep or restore",
        HelpName = "keep|restore",
    };

    public ResumeCommand(CommandLineContext context)
        : base(
            "resume",
            "Go on with the way back of an operation that is stuck, after what stood in its way is mended.",
            "shipkeeper resume",
            "shipkeeper resume --data restore")
    {
        _data.AcceptOnlyFromAmong(DataDecision.Keep, DataDecision.Restore);
        Add(_data);
        Do(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        using var session = invocation.OpenReleased();
        var output = invocation.Output();
        var outcome = await output.ShowAsync(display => session.EndStuckAsync(
            "resume",
            (operation, recovery) => recovery.ResumeAsync(operation, ResumeRules.Decide(operation, session.CreateStepKinds(), invocation.Value(_data), session.Time.GetUtcNow()), display),
            display,
            invocation.Stop)) ?? throw ResumeErrors.NothingStuck();
        if (outcome.State is OperationState.Stuck)
        {
            throw ExecutionErrors.Stuck(outcome.OperationId, outcome.Cause?.Message);
        }

        output.News($"{session.Platform.Name}: release {session.Releases.ReadCurrent()?.Number} is up again");
        return ExitCode.Done;
    }
}
