namespace Shipkeeper.Backups;

internal static class BackupErrors
{
    private static readonly ErrorCode MissingCode = new(
        "backup.missing",
        ErrorKind.Usage,
        "A backup was named that is not there. Backups are named as 'shipkeeper backup list' shows them, or by the path of their folder. Nothing was done.");

    private static readonly ErrorCode NotWholeCode = new(
        "backup.not-whole",
        ErrorKind.Refused,
        "A backup is not what was written: a part of it is missing, cut short or changed, there is a link in its place, or the manifest names a path outside of "
        + "the backup. The part is named. Nothing of such a backup is used, and nothing was changed. Take another one, or another copy of it.");

    private static readonly ErrorCode NewerCode = new(
        "backup.newer",
        ErrorKind.Refused,
        "The backup has a format that this version of Shipkeeper does not know: a newer one has made it. Nothing was changed.");

    private static readonly ErrorCode ForeignCode = new(
        "backup.foreign",
        ErrorKind.Refused,
        "The backup is one of another platform: its manifest has another name than 'platform' in shipkeeper.yaml. Data of another platform is never put "
        + "into this one. Nothing was changed.");

    private static readonly ErrorCode EncryptedCode = new(
        "backup.encrypted",
        ErrorKind.Refused,
        "The backup is encrypted, and reading it takes the identity (the private key) of one of those that it was encrypted for. Shipkeeper keeps none. "
        + "Nothing was changed.");

    private static readonly ErrorCode NoDirectoryCode = new(
        "backup.no-directory",
        ErrorKind.Refused,
        "The directory for backups is not there. One inside the platform directory is made when it is needed; one elsewhere may be a mount that is missing "
        + "today, and a backup on the wrong disk is none. Nothing was done.");

    private static readonly ErrorCode NoRoomCode = new(
        "backup.no-room",
        ErrorKind.Refused,
        "A backup, or what it would be restored to, may not fit on its disk. A database counts with its size in the server, which its dump hardly ever reaches, "
        + "and a volume with what it holds. Nothing was written. Make room, or let old backups go with 'shipkeeper backup prune'.");

    private static readonly ErrorCode TakenCode = new(
        "backup.taken",
        ErrorKind.Failed,
        "The folder of a backup that was about to be written is in the hands of another process. That backup was not written.");

    private static readonly ErrorCode IncludeCode = new(
        "backup.include",
        ErrorKind.Refused,
        "The platform file names a volume or a file for backups ('backup.include') that is not there. Volumes are named as the compose files declare them, "
        + "and external ones belong to others; files stand in the platform directory. Nothing was written.");

    private static readonly ErrorCode RowsCode = new(
        "backup.rows-differ",
        ErrorKind.Failed,
        "The dump of a backup was restored, and its tables do not have the rows that the manifest says: the backup does not hold what it says. What was made of it is "
        + "removed, and the platform's database is as it was.");

    private static readonly ErrorCode ServerCode = new(
        "backup.no-server",
        ErrorKind.Failed,
        "To verify a backup, a database server is started that is like the platform's own, without a network and with a volume of its own, and it did not take "
        + "connections. It is removed again. Nothing else was touched, and nothing is known about the backup but that its files are whole.");

    public static IReadOnlyList<ErrorCode> All =>
    [
        MissingCode, NotWholeCode, NewerCode, ForeignCode, EncryptedCode, NoDirectoryCode, NoRoomCode, TakenCode, IncludeCode, RowsCode, ServerCode,
    ];

    public static ShipkeeperException Missing(string path) => MissingCode.Because($"there is no backup {path}.", "shipkeeper backup list");

    public static ShipkeeperException NotWhole(string backup, string part, string why) => NotWholeCode.Because(
        $"the backup {backup} is not whole: {part}: {why}.", "shipkeeper backup list");

    public static ShipkeeperException Newer(string backup) => NewerCode.Because($"the backup {backup} was made by a newer Shipkeeper.", "install a newer Shipkeeper");

    public static ShipkeeperException Foreign(string backup, string platform, string own) => ForeignCode.Because(
        $"the backup {backup} is one of the platform '{platform}', and this is '{own}'.", "shipkeeper backup list");

    public static ShipkeeperException NeedsIdentity(string backup, string part) => EncryptedCode.Because(
        $"{part} of the backup {backup} is encrypted.", "name the identity of one of its recipients: --identity FILE");

    public static ShipkeeperException NoIdentity(string file) => EncryptedCode.Because($"there is no identity {file}.", $"ls -l '{file}'");

    public static ShipkeeperException NoDirectory(string path) => NoDirectoryCode.Because($"there is no directory {path}.", $"mount it, or make it: mkdir -p '{path}'");

    public static ShipkeeperException NoRoom(string what, long neededBytes, string place, long freeBytes) => NoRoomCode.Because(
        $"{what} may need {Sizes.Write(neededBytes)}, and {Sizes.Write(freeBytes)} are free {place}.", "shipkeeper backup prune");

    public static ShipkeeperException Taken(string name) => TakenCode.Because($"{name} is being written by another process.", "shipkeeper status");

    public static ShipkeeperException NoVolume(string volume, IEnumerable<string> known) => IncludeCode.Because(
        $"the current release has no volume '{volume}'; it has {string.Join(", ", known.DefaultIfEmpty("none"))}.", "look at 'backup.include.volumes' in shipkeeper.yaml");

    public static ShipkeeperException NoFile(string file) => IncludeCode.Because(
        $"{file} is not there, and 'backup.include.files' names it.", "look at 'backup.include.files' in shipkeeper.yaml");

    public static ShipkeeperException RowsDiffer(string database, IReadOnlyList<string> differences) => RowsCode.Because(
        $"'{database}', restored, does not have the rows that the manifest says.", "shipkeeper backup list", differences);

    public static ShipkeeperException NoServer(string service, IReadOnlyList<string> lastWords) => ServerCode.Because(
        $"a server like '{service}' did not take connections.", $"shipkeeper logs {service}", lastWords);
}
