using Shipkeeper.Snapshots;
using Shipkeeper.Tools.Postgres.Sql;

namespace Shipkeeper.Majors;

internal static class MajorErrors
{
    private static readonly ErrorCode RefusedCode = new(
        "major.refused",
        ErrorKind.Refused,
        "No major version of PostgreSQL reads the files of another one. Its data come to a newer one by a dump: 'shipkeeper upgrade --service <service>=<image>' makes "
        + "it, restores it into a new server in the same volume, compares, and keeps the old files in a volume of their own. That works from an older to a newer one, for "
        + "a server with its data in a named volume of the platform, with a superuser as the user of 'database' in shipkeeper.yaml. Nothing was changed.");

    private static readonly ErrorCode NoRoomCode = new(
        "major.no-room",
        ErrorKind.Refused,
        "To bring a database server to another major version, its files are kept in another volume beside the new ones, and a dump of them lies in the platform directory "
        + "meanwhile. There is not as much room. Nothing was stopped or changed.");

    private static readonly ErrorCode DiffersCode = new(
        "major.differs",
        ErrorKind.Failed,
        "What was restored into the new database server is not what was dumped from the old one: the details name what is missing or new. The upgrade puts the old server "
        + "back, with all its files. An extension that the new image does not have, or has in another version, is the usual cause.");

    private static readonly ErrorCode ImageCode = new(
        "major.image-not-here",
        ErrorKind.Refused,
        "An image tells which major version of PostgreSQL it has when it is on this host, and a plan pulls nothing. Nothing was changed.");

    public static IReadOnlyList<ErrorCode> All => [RefusedCode, NoRoomCode, DiffersCode, ImageCode];

    public static ShipkeeperException Older(string service, string image, int from, int to) => RefusedCode.Because(
        $"the data of '{service}' are of PostgreSQL {from}, and {image} is PostgreSQL {to}: a dump goes to a newer version only.", $"name an image of PostgreSQL {from} or newer");

    /// <param name="kept">The volume that holds the data as they were then; null when it is gone.</param>
    public static ShipkeeperException NoWayBack(int release, string service, int then, int now, string? kept) => RefusedCode.Because(
        $"release {release} runs '{service}' with PostgreSQL {then}, and the data are of PostgreSQL {now} since.",
        kept is null ? "a backup of that time may hold the data: shipkeeper backup list" : $"the data as they were then are in the volume '{kept}'");

    public static ShipkeeperException NoSuperuser(string user) => RefusedCode.Because(
        $"'{user}' is no superuser, and so may not read the roles of the server with their passwords.", $"in the database server: alter role {SqlQuoting.Identifier(user)} superuser");

    public static ShipkeeperException NoVolume(string service, string folder) => RefusedCode.Because(
        $"the data of '{service}' ({folder}) are in no named volume of this platform.", "take a backup, and restore it into a server with a named volume: shipkeeper backup");

    public static ShipkeeperException Tablespaces(IReadOnlyList<string> names) => RefusedCode.Because(
        $"the server has tablespaces of its own ({string.Join(", ", names)}), which lie outside of its volume.", "alter database … set tablespace pg_default; then drop tablespace …");

    public static ShipkeeperException Closed(string database) => RefusedCode.Because(
        $"the database '{database}' takes no connections, and so cannot be dumped.", $"alter database {SqlQuoting.Identifier(database)} allow_connections true, or drop it");

    public static ShipkeeperException KeptAlready(string volume) => RefusedCode.Because(
        $"there is a volume '{volume}' already, of an earlier time.", $"if nobody needs it: docker volume rm {volume}");

    public static ShipkeeperException NoRoom(IReadOnlyList<SnapshotRoom> rooms) => NoRoomCode.Because(
        $"it needs {rooms.First(room => !room.Fits)}.", "shipkeeper doctor", [.. rooms.Select(room => room.ToString())]);

    public static ShipkeeperException Differs(string database, IReadOnlyList<string> differences) => DiffersCode.Because(
        $"'{database}' is not what it was.", "shipkeeper operations", differences);

    public static ShipkeeperException ImageNotHere(string reference) => ImageCode.Because($"{reference} is not on this host.", $"docker pull {reference}");
}
