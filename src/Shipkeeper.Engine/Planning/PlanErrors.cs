namespace Shipkeeper.Engine.Planning;

public static class PlanErrors
{
    private static readonly ErrorCode UnknownKindCode = new(
        "plan.unknown-step",
        ErrorKind.NeedsPerson,
        "An unfinished operation holds a kind of step that this version of Shipkeeper does not know: it was planned by another version. "
        + "Only that version, or a newer one, can bring the operation to its end.");

    public static IReadOnlyList<ErrorCode> All => [UnknownKindCode];

    public static ShipkeeperException UnknownKind(string kind) => UnknownKindCode.Because(
        $"this version of Shipkeeper does not know the step '{kind}' of the unfinished operation.",
        "shipkeeper operations");
}
