using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Engine.Execution;

public static class ExecutionErrors
{
    private static readonly ErrorCode ProcessDiedCode = new(
        "operation.process-died",
        ErrorKind.Interrupted,
        "The process that ran the operation ended without bringing it to an end: it was killed, or the power went. "
        + "The next command found the operation unfinished and ended it.");

    private static readonly ErrorCode HalfStartedCode = new(
        "operation.half-started",
        ErrorKind.Interrupted,
        "The process that ran the operation ended while it was opening the new release to requests, and a part of that had not happened. "
        + "Recovery begins nothing anew, so the release counts as unhealthy and goes back like one whose gate closed.");

    private static readonly ErrorCode TooManyAttemptsCode = new(
        "operation.too-many-attempts",
        ErrorKind.NeedsPerson,
        "Recovery was tried five times and did not come to an end, so it is not tried again by itself. "
        + "The journal of the operation says how far each try came.");

    private static readonly ErrorCode ServedTooLongCode = new(
        "operation.served-too-long",
        ErrorKind.NeedsPerson,
        "The new release had been serving for longer than its patience and bake when recovery found it unhealthy. Going back would lose "
        + "what was written since then, so a person decides.");

    public static readonly ErrorCode StuckCode = new(
        "operation.stuck",
        ErrorKind.NeedsPerson,
        "An operation could neither be finished nor put back. Nothing else may change the platform until a person has decided about it: 'resume' goes on "
        + "with its way back, when what stood in its way is mended; 'abandon' leaves everything as it stands. 'shipkeeper operations last' shows how "
        + "far it came.");

    private static readonly ErrorCode BusyCode = new(
        "operation.busy",
        ErrorKind.Busy,
        "Another Shipkeeper holds the lock of this platform, or of this module tree; only one may change it at a time. The lock is freed when the holder ends, "
        + "whatever way it ends, so it can never be left behind.");

    public static IReadOnlyList<ErrorCode> All => [ProcessDiedCode, HalfStartedCode, TooManyAttemptsCode, ServedTooLongCode, StuckCode, BusyCode];

    public static ShipkeeperException ProcessDied(string operationId) => ProcessDiedCode.Because(
        $"the process that ran operation {operationId} ended before the operation did.",
        $"shipkeeper operations {operationId}");

    public static ShipkeeperException HalfStarted(string operationId, StepId id, Step step) => HalfStartedCode.Because(
        $"the process that ran operation {operationId} ended before step {id} ({step.Kind}) was done.",
        $"shipkeeper operations {operationId}");

    public static ShipkeeperException TooManyAttempts(string operationId, int attempts) => TooManyAttemptsCode.Because(
        $"operation {operationId} could not be ended in {attempts} attempts.",
        $"shipkeeper operations {operationId}");

    public static ShipkeeperException ServedTooLong(string operationId, DateTimeOffset since, Exception failure) => ServedTooLongCode.Because(
        $"operation {operationId} had been serving since {since:yyyy-MM-dd HH:mm:ss} UTC when it was found unhealthy: {failure.Message}",
        $"shipkeeper operations {operationId}",
        inner: failure);

    public static ShipkeeperException Stuck(string operationId, string? cause) => StuckCode.Because(
        $"operation {operationId} is stuck{(cause is null ? "" : $": {cause}")}",
        "mend what stands in its way, then: shipkeeper resume");

    /// <param name="hint">What to do about it.</param>
    public static ShipkeeperException Busy(Holder? holder, string hint) => BusyCode.Because(
        holder is null
            ? "somebody else holds the lock."
            : $"{holder.Actor} (process {holder.ProcessId}) has been running '{holder.Verb}' since {holder.Since:yyyy-MM-dd HH:mm:ss} UTC.",
        hint);
}
