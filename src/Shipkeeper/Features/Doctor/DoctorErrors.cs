namespace Shipkeeper.Features.Doctor;

internal static class DoctorErrors
{
    public static readonly ErrorCode StateReadableCode = new(
        "state.readable",
        ErrorKind.Refused,
        "Other users of this host can look into '.shipkeeper', which holds releases, journals and log lines. 'shipkeeper doctor --fix' closes it.");

    public static readonly ErrorCode ReadOnlyCode = new(
        "platform.read-only",
        ErrorKind.Failed,
        "This user may not write into the platform directory or its '.shipkeeper' folder, or the file system is mounted read-only. No command that "
        + "changes the platform can work, because it is journaled there first.");

    public static readonly ErrorCode DiskSpaceCode = new(
        "disk.space",
        ErrorKind.Failed,
        "Little room is left on the file system of the platform directory, or of the engine's images and containers. Databases and the engine "
        + "itself fail in their own ways when there is none.");

    public static readonly ErrorCode NotExcludedCode = new(
        "git.not-excluded",
        ErrorKind.Refused,
        "The platform directory is a git checkout, and a careless commit could take secrets, settings or state of this host along. "
        + "'shipkeeper init' lists them in the checkout's own exclude file, which is never committed.");

    public static readonly ErrorCode UnfinishedCode = new(
        "operation.unfinished",
        ErrorKind.Failed,
        "The process that ran an operation is gone, and the operation has not ended. What it did is in its journal; the next command that "
        + "changes something ends it first.");

    public static readonly ErrorCode ImageLostCode = new(
        "release.image-lost",
        ErrorKind.Failed,
        "The current release runs an image that was built on this host and is no longer there. Containers that run keep running; the release "
        + "cannot be started again. 'shipkeeper teardown --images' forgets the releases and leaves data as it is; the next start builds anew.");

    public static readonly ErrorCode HookNameCode = new(
        "hook.no-moment",
        ErrorKind.Refused,
        "A file in the folder of hooks has nearly the name of a moment, and not quite: it is never run. The moments are named in the guide.");

    public static readonly ErrorCode NoLayerCode = new(
        "service.no-layer",
        ErrorKind.Refused,
        "The compose files have a service that 'shipkeeper.yaml' puts into no layer. A list of application services is complete: what it does not "
        + "name is neither started nor watched. Without that list every other service belongs to the application.");

    public static readonly ErrorCode ImageMissingCode = new(
        "release.image-missing",
        ErrorKind.Failed,
        "The engine does not have an image of the current release. It is pulled again by the next start, by its digest, so exactly the same comes back.");

    public static readonly ErrorCode EditedCode = new(
        "definition.edited",
        ErrorKind.Refused,
        "A definition file or setting on disk is not as the current release has it. What runs is still the release; 'start' refuses until the "
        + "files agree with it, and 'start --as-released' puts the release's own files back and keeps the edited ones aside.");

    public static readonly ErrorCode NotGoodCode = new(
        "service.not-good",
        ErrorKind.Failed,
        "A service of the current release does not run, has ended with a failure, or is not healthy. 'status' judges in the same way.");

    public static readonly ErrorCode DriftedCode = new(
        "service.drifted",
        ErrorKind.Failed,
        "A service is not as the current release says: another image, another configuration, or another number of containers. "
        + "Somebody changed it past Shipkeeper; 'shipkeeper start' makes it what the release says.");

    public static readonly ErrorCode PendingCode = new(
        "schema.pending",
        ErrorKind.Failed,
        "The current release has migrations that the database does not have: a start was interrupted, or an older database was put back. "
        + "'shipkeeper start' applies them before it starts the application.");

    public static readonly ErrorCode ConfigCode = new(
        "config.incomplete",
        ErrorKind.Failed,
        "A section of application config is not set although the application waits for it, or it was encrypted with another key than the one "
        + "of today. 'shipkeeper config' lists the sections; each has its own help.");

    public static readonly ErrorCode BackupOldCode = new(
        "backup.old",
        ErrorKind.Failed,
        "The newest backup of the platform is more than a week old. Whoever has begun to make backups counts on them; perhaps what makes them by the clock has "
        + "stopped, or fails unseen.");

    private static readonly ErrorCode FoundCode = new(
        "doctor.found",
        ErrorKind.Failed,
        "The doctor found at least one error. Each is listed with what to do about it; 'doctor --fix' mends those that can be mended without "
        + "losing anything.");

    public static IReadOnlyList<ErrorCode> All =>
    [
        StateReadableCode, ReadOnlyCode, DiskSpaceCode, NotExcludedCode, UnfinishedCode, ImageLostCode, ImageMissingCode, HookNameCode, NoLayerCode, EditedCode, NotGoodCode,
        DriftedCode, PendingCode, ConfigCode, BackupOldCode, FoundCode,
    ];

    public static ShipkeeperException Found(int errors) =>
        FoundCode.Because(errors == 1 ? "one error was found." : $"{errors} errors were found.", "see 'try' under each of them");
}
