using System.Runtime.ExceptionServices;
using Shipkeeper.Engine.Execution;

namespace Shipkeeper;

internal static class SessionErrors
{
    private static readonly ErrorCode InterruptedCode = new(
        "operation.interrupted",
        ErrorKind.Interrupted,
        "The operation was asked to stop (Ctrl-C or SIGTERM) and ended cleanly before its last step. It is of the kind that goes forward only: "
        + "what is done stays, every step is safe to repeat, and the same command goes on from there.");

    private static readonly ErrorCode PutBackCode = new(
        "operation.rolled-back",
        ErrorKind.RolledBack,
        "A step of the operation failed, and everything it had done was undone: containers, files and data are those of the release before, and that "
        + "has passed its gates again; files that it had not taken yet are as their author left them. 'shipkeeper operations last' shows "
        + "the timeline; what was attempted lies in the folder of the operation.");

    private static readonly ErrorCode StoppedAndPutBackCode = new(
        "operation.stopped",
        ErrorKind.Interrupted,
        "The operation was asked to stop (Ctrl-C or SIGTERM), and everything it had done was undone: the platform is on the release before, and that "
        + "has passed its gates again.");

    public static IReadOnlyList<ErrorCode> All => [InterruptedCode, PutBackCode, StoppedAndPutBackCode];

    /// <summary>What a person should read of an outcome; a bug keeps its stack trace.</summary>
    /// <param name="commandLine">What goes on from there.</param>
    /// <param name="attempted">The folder that holds the files that were put aside; null: none were.</param>
    public static ShipkeeperException NotSucceeded(string verb, string commandLine, string? attempted, Outcome outcome)
    {
        if (outcome.State is OperationState.Stuck)
        {
            return ExecutionErrors.Stuck(outcome.OperationId, outcome.Cause?.Message);
        }

        if (outcome.State is OperationState.RolledBack && outcome.Cause is OperationCanceledException)
        {
            return StoppedAndPutBackCode.Because(
                $"'{verb}' was stopped on request; everything was put back.", attempted is null ? commandLine : $"cp -r {attempted}/. . && {commandLine}", Attempted(attempted));
        }

        if (outcome.State is OperationState.RolledBack && outcome.Cause is ShipkeeperException failure)
        {
            return PutBackCode.Because(
                $"{failure.Message} Everything was put back ({failure.Code.Name}).", $"shipkeeper operations {outcome.OperationId}", [.. failure.Details, .. Attempted(attempted)], failure);
        }

        if (outcome.Cause is OperationCanceledException)
        {
            return InterruptedCode.Because($"'{verb}' was stopped on request; what is done stays.", commandLine);
        }

        ExceptionDispatchInfo.Throw(outcome.Cause ?? new InvalidOperationException($"'{verb}' ended as {outcome.State} without a cause."));
        return null!;
    }

    private static IReadOnlyList<string> Attempted(string? folder) => folder is null ? [] : [$"the edited files are kept in {folder}"];
}
