namespace Shipkeeper.Features.Operations;

internal static class OperationsErrors
{
    private static readonly ErrorCode NotFoundCode = new(
        "operations.not-found",
        ErrorKind.Usage,
        "An operation is named by its id, by the beginning of its id where that is unique, or by the word 'last'.");

    private static readonly ErrorCode NoLogsCode = new(
        "operations.no-logs",
        ErrorKind.Usage,
        "The last log lines of a service are kept with an operation only when that service's gate closed in it.");

    public static IReadOnlyList<ErrorCode> All => [NotFoundCode, NoLogsCode];

    public static ShipkeeperException NotFound(string asked, int matches) => NotFoundCode.Because(
        matches == 0 ? $"there is no operation '{asked}'." : $"'{asked}' is the beginning of {matches} operations.",
        "shipkeeper operations");

    public static ShipkeeperException NoLogs(string id, string service) => NoLogsCode.Because(
        $"operation {id} kept no log lines of '{service}'.",
        $"shipkeeper logs {service}");
}
