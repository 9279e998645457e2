namespace Shipkeeper.Database;

internal static class DatabaseErrors
{
    private static readonly ErrorCode NoneCode = new(
        "database.none",
        ErrorKind.Refused,
        "The platform file names no database, so there is nothing to migrate, to ask or to configure. A platform without one works all the "
        + "same: it has no schema and no config sections.");

    private static readonly ErrorCode WrongMajorCode = new(
        "database.wrong-major",
        ErrorKind.Failed,
        "The data volume was written by another major version of PostgreSQL than the image has, and no major version reads the files of "
        + "another. The server refused to start and changed nothing. Put the image of the old major version back: the data is as it was. "
        + "It often happens when an image's tag names no major version, such as 'latest'.");

    public static IReadOnlyList<ErrorCode> All => [NoneCode, WrongMajorCode];

    public static ShipkeeperException WrongMajor(string service, string data, string server, IReadOnlyList<string> lines) => WrongMajorCode.Because(
        $"the data of '{service}' was written by PostgreSQL {data}, and its image is PostgreSQL {server}.",
        $"set the image of '{service}' back to PostgreSQL {data} in the compose file, then: shipkeeper start",
        lines);

    public static ShipkeeperException None(string platform) => NoneCode.Because(
        $"the platform '{platform}' has no database.", "add a 'database' section to shipkeeper.yaml, with its service, user and name");
}
