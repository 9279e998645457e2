namespace Shipkeeper.Database;

internal static class DatabaseErrors
{
    private static readonly ErrorCode NoneCode = new(
        "database.none",
        ErrorKind.Refused,
        "The platform file names no database, so there is nothing to migrate, to ask or to configure. A platform without one works all the "
        + "same: it has no schema and no config sections.");

    public static IReadOnlyList<ErrorCode> All => [NoneCode];

    public static ShipkeeperException None(string platform) => NoneCode.Because(
        $"the platform '{platform}' has no database.", "add a 'database' section to shipkeeper.yaml, with its service, user and name");
}
