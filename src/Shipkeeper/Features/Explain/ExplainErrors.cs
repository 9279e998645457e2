namespace Shipkeeper.Features.Explain;

internal static class ExplainErrors
{
    private static readonly ErrorCode UnknownCode = new(
        "explain.unknown",
        ErrorKind.Usage,
        "There is no such error code. Error messages end with theirs, in brackets.");

    public static IReadOnlyList<ErrorCode> All => [UnknownCode];

    public static ShipkeeperException Unknown(string name, string? nearest) => UnknownCode.Because(
        $"there is no error code '{name}'.",
        nearest is null ? "shipkeeper explain" : $"shipkeeper explain {nearest}");
}
