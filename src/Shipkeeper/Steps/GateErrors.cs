using Shipkeeper.Engine.Gates;

namespace Shipkeeper.Steps;

internal static class GateErrors
{
    private static readonly ErrorCode ClosedCode = new(
        "gate.closed",
        ErrorKind.Failed,
        "A layer was started, and one of its services did not become good in time, or ended. Later layers were not started; what runs, runs on, "
        + "so that it can be looked at. The last readings are in the journal of the operation, the last log lines in its folder. "
        + "How a service is judged is said under 'health' in 'shipkeeper.yaml', else by its own health check, else by whether it runs.");

    public static IReadOnlyList<ErrorCode> All => [ClosedCode];

    public static ShipkeeperException Closed(IReadOnlyList<GuardResult> closed, IReadOnlyList<string> logLines, string operationId)
    {
        var first = closed[0];
        var others = closed.Count == 1 ? "" : $" (and {string.Join(", ", closed.Skip(1).Select(result => $"'{result.Guard.Subject}'"))})";
        return ClosedCode.Because(
            $"'{first.Guard.Subject}'{others} did not become good: {first.Verdict.Reason}.",
            $"shipkeeper operations {operationId} --logs {first.Guard.Subject}",
            [.. closed.Select(result => $"{result.Guard.Subject}: last reading: {result.LastReading?.ToString() ?? "none"}"), .. logLines]);
    }
}
