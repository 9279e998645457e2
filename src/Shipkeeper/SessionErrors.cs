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

    public static IReadOnlyList<ErrorCode> All => [InterruptedCode];

    /// <summary>What a person should read of an outcome; a bug keeps its stack trace.</summary>
    /// <param name="commandLine">What goes on from there.</param>
    public static ShipkeeperException NotSucceeded(string verb, string commandLine, Outcome outcome)
    {
        if (outcome.Cause is OperationCanceledException)
        {
            return InterruptedCode.Because($"'{verb}' was stopped on request; what is done stays.", commandLine);
        }

        ExceptionDispatchInfo.Throw(outcome.Cause ?? new InvalidOperationException($"'{verb}' ended as {outcome.State} without a cause."));
        return null!;
    }
}
