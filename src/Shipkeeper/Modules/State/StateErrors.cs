using Shipkeeper.Tools;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Modules.State;

internal static class StateErrors
{
    private static readonly ErrorCode BadRequestCode = new(
        "modules.bad-state",
        ErrorKind.Usage,
        "What is to be backed up cannot be understood: 'config.state' in the index of the module, or the call of the module, names no file, service or database, "
        + "a path that is not absolute or holds the backup itself, or a database that is neither PostgreSQL nor SQLite. Nothing was done.");

    private static readonly ErrorCode NoBackupCode = new(
        "modules.no-backup",
        ErrorKind.Usage,
        "Nothing is kept for this module: no backup of it has been taken, or it was removed. Nothing was changed.");

    public static readonly ErrorCode DamagedCode = new(
        "modules.backup-damaged",
        ErrorKind.Refused,
        "The backup of a module is not what was written: a part is missing, cut short, changed or added, or its manifest is. Nothing of such a backup is used, "
        + "and nothing was changed. One backup is kept of each module, in .shipkeeper/state of the module tree: copy that folder away before you take another, which "
        + "replaces it; what is whole in it can be taken out by hand (files-N.tar, and dumps of databases).");

    private static readonly ErrorCode NotTakenCode = new(
        "modules.backup-failed",
        ErrorKind.Failed,
        "The backup of a module could not be taken: a file or a database could not be read, or kept changing, or the disk is full. The backup before it, where there "
        + "is one, is whole and still the one that is restored.");

    private static readonly ErrorCode NotRestoredCode = new(
        "modules.restore-failed",
        ErrorKind.Failed,
        "Something of a module could not be put back; what it is, and whether anything was changed, the message says. Each file is the old or the new one, and each "
        + "database too. The backup is whole, so mend what stood in the way and restore again.");

    public static IReadOnlyList<ErrorCode> All => [BadRequestCode, NoBackupCode, DamagedCode, NotTakenCode, NotRestoredCode];

    public static ShipkeeperException BadRequest(string problem) => BadRequestCode.Because($"what is to be backed up cannot be understood: {problem}.", "say it in 'config.state' of its index.json, as docs/reference/module-state.md shows");

    public static ShipkeeperException NoBackup(string module) => NoBackupCode.Because($"there is no backup of module '{module}'.", $"shipkeeper modules backup {module}");

    public static ShipkeeperException Damaged(string module, string fault) =>
        DamagedCode.Because($"the backup of module '{module}' is not used: {fault}.", $"shipkeeper modules backup {module}, once the module is as it shall be kept");

    /// <param name="what">Could not be kept.</param>
    public static ShipkeeperException NotTaken(string module, string what, string reason, string hint, IReadOnlyList<string>? details = null, Exception? inner = null) =>
        NotTakenCode.Because($"the backup of module '{module}' could not be taken; what was kept before is untouched: {what}: {reason.TrimEnd('.')}.", hint, details, inner);

    /// <param name="details">The last words of the program that should have read it.</param>
    public static ShipkeeperException FileNotTaken(string module, string path, string reason, IReadOnlyList<string>? details = null) =>
        NotTaken(module, path, reason, $"ls -la {CommandLine.Of([path])}", details);

    /// <summary>Before anything was changed.</summary>
    public static ShipkeeperException NotPrepared(string module, string path, Exception cause) => NotRestoredCode.Because(
        $"module '{module}' was not restored, and nothing was changed: {path}: {cause.Message.TrimEnd('.')}.",
        cause is ShipkeeperException ? "df -h" : $"ls -ld {CommandLine.Of([path])}",
        cause is ShipkeeperException known ? known.Details : [],
        cause);

    /// <param name="failures">What could not be put back and why, each with the last words of the program that failed.</param>
    public static ShipkeeperException NotRestored(string module, IReadOnlyList<(string Failure, IReadOnlyList<string> Words)> failures) => NotRestoredCode.Because(
        $"module '{module}' was restored, but for {Plural.Of(failures.Count, "part")}.",
        $"shipkeeper modules restore {module}",
        [.. failures.SelectMany(failure => failure.Words.Prepend(failure.Failure))]);
}
