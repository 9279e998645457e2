using Shipkeeper.PlatformFile;
using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Snapshots;

internal static class SnapshotErrors
{
    private static readonly ErrorCode RefusedCode = new(
        "snapshot.refused",
        ErrorKind.Failed,
        "The database server refused to make a copy of the database, or to give it what belongs to the original: owner, privileges, settings. "
        + "The message holds the server's own words; a full disk is the usual cause, a user who may not create databases another. What was "
        + "made of the copy is removed, and the platform's database is as it was.");

    private static readonly ErrorCode NameTakenCode = new(
        "snapshot.name-taken",
        ErrorKind.Failed,
        "A database has the name that an operation gives to what it keeps, and nothing says that an operation made it. It is not touched. "
        + "Rename it or drop it, if it is of no use.");

    private static readonly ErrorCode VerifyCode = new(
        "snapshot.verify-failed",
        ErrorKind.Failed,
        "The platform file names SQL that must run on every good copy of the database ('database.verify'), and the server refused it on a copy "
        + "that was just made. A copy that is not good is not used. Run the statement on the platform's own database: where it fails there "
        + "too, the statement is at fault.");

    private static readonly ErrorCode NotSwappedCode = new(
        "snapshot.not-swapped",
        ErrorKind.Failed,
        "A snapshot could not be put in the place of the platform's database. Both names change in one transaction, and it did not happen: both "
        + "databases are as they were, and barred. The message says why. Mend the cause and let the operation go on.");

    private static readonly ErrorCode NotDroppedCode = new(
        "snapshot.not-dropped",
        ErrorKind.Failed,
        "A database that an operation has kept, or has not finished making, could not be removed. It takes room and nothing else. The message "
        + "holds the server's own words.");

    private static readonly ErrorCode MissingCode = new(
        "snapshot.missing",
        ErrorKind.Failed,
        "The snapshot that an operation has taken is not there any more: neither the database with its marker nor a dump in the operation's "
        + "folder. Somebody has renamed or removed it. The data cannot be returned by Shipkeeper; a backup may hold it.");

    private static readonly ErrorCode NoRoomCode = new(
        "snapshot.no-room",
        ErrorKind.Refused,
        "A snapshot of the database does not fit where it would be kept. A clone needs twice the size of the database on the disk of the server: "
        + "once for itself, once for what the migration may need; a dump up to its size in the platform directory, and as much in the server to return. "
        + "Nothing was stopped or changed. Make room, or choose another 'upgrade.snapshot'.");

    private static readonly ErrorCode NotAllowedCode = new(
        "snapshot.not-allowed",
        ErrorKind.Refused,
        "The platform file wants a clone of the database, and the user of 'database' may not create databases. Nothing was changed. Give the "
        + "role that right, or let 'upgrade.snapshot' be 'dump'.");

    private static readonly ErrorCode DumpCode = new(
        "snapshot.dump-failed",
        ErrorKind.Failed,
        "PostgreSQL's own pg_dump or pg_restore, run in the container of the server, did not end well, or the image does not have it. The details "
        + "hold its last words. A dump that is not whole is removed; a database that was not wholly restored is too, and the "
        + "platform's own is as it was.");

    private static readonly ErrorCode DamagedCode = new(
        "snapshot.dump-damaged",
        ErrorKind.Failed,
        "The dump in an operation's folder is not the one that was written there: its size or its SHA-256 differs from what was recorded beside "
        + "it. It is not restored. The platform's database is as it was, and barred; a backup may hold the data.");

    public static IReadOnlyList<ErrorCode> All => [DumpCode, DamagedCode, NoRoomCode, NotAllowedCode, RefusedCode, NameTakenCode, VerifyCode, NotSwappedCode, NotDroppedCode, MissingCode];

    public static ShipkeeperException NoRoom(string database, SnapshotChoice choice, IReadOnlyList<SnapshotRoom> rooms) => NoRoomCode.Because(
        $"a {choice.ToString().ToLowerInvariant()} of '{database}' does not fit: it needs {rooms.First(room => !room.Fits)}.",
        "shipkeeper doctor",
        rooms.Count == 1 ? [] : [.. rooms.Select(room => $"{room}")]);

    public static ShipkeeperException NotAllowed(string database) => NotAllowedCode.Because(
        $"'{database}' cannot be cloned: the user of 'database' in shipkeeper.yaml may not create databases.",
        "alter role … createdb, in the database server");

    public static ShipkeeperException Refused(string name, SqlRefusedException refusal) => RefusedCode.Because(
        $"the server did not make the database '{name}': {refusal.Message} ({refusal.SqlState}).",
        "shipkeeper doctor",
        DetailsOf(refusal),
        refusal);

    public static ShipkeeperException NameTaken(string name) => NameTakenCode.Because(
        $"there is a database '{name}' already, and no operation has made it.",
        $"look at it, and give it another name: alter database \"{name}\" rename to …");

    public static ShipkeeperException VerifyFailed(string name, string statement, SqlRefusedException refusal) => VerifyCode.Because(
        $"the copy '{name}' is not good: '{statement.Trim()}' failed: {refusal.Message} ({refusal.SqlState}).",
        $"shipkeeper query \"{statement.Trim()}\"",
        DetailsOf(refusal),
        refusal);

    public static ShipkeeperException NotSwapped(string database, string kept, SqlRefusedException refusal) => NotSwappedCode.Because(
        $"'{kept}' did not take the place of '{database}': {refusal.Message} ({refusal.SqlState}).",
        "shipkeeper operations",
        DetailsOf(refusal),
        refusal);

    public static ShipkeeperException NamesMoved(string database) => NotSwappedCode.Because(
        $"the databases around '{database}' were renamed by somebody else at the same moment.", "shipkeeper operations");

    public static ShipkeeperException NotDropped(string name, SqlRefusedException refusal) => NotDroppedCode.Because(
        $"the database '{name}' was not removed: {refusal.Message} ({refusal.SqlState}).",
        $"drop it by hand, on another database of the server: drop database \"{name}\"",
        DetailsOf(refusal),
        refusal);

    /// <param name="program">pg_dump or pg_restore.</param>
    public static ShipkeeperException ProgramFailed(string program, string database, string how, IReadOnlyList<string> lastLines) => DumpCode.Because(
        $"{program} of '{database}' {how}.", "shipkeeper doctor", lastLines);

    public static ShipkeeperException Damaged(string path) => DamagedCode.Because(
        $"{path} is not the dump that was written there.", $"sha256sum '{path}'");

    public static ShipkeeperException Missing(string database, string operationId) => MissingCode.Because(
        $"the snapshot of '{database}' that operation {operationId} has taken is gone.", "shipkeeper operations");

    private static IReadOnlyList<string> DetailsOf(SqlRefusedException refusal) =>
    [
        .. refusal.Detail is { } detail ? [detail] : Array.Empty<string>(),
        .. refusal.ServerHint is { } hint ? [$"the server's hint: {hint}"] : Array.Empty<string>(),
    ];
}
