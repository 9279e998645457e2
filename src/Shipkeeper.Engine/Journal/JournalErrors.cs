namespace Shipkeeper.Engine.Journal;

public static class JournalErrors
{
    private static readonly ErrorCode LostCode = new(
        "journal.lost",
        ErrorKind.Failed,
        "A line of the journal could not be brought to disk, so the step it announced was not begun, and the operation stopped where it was. "
        + "Usually the disk is full or failing. The next command finds the unfinished operation and ends it.");

    private static readonly ErrorCode BrokenCode = new(
        "journal.broken",
        ErrorKind.NeedsPerson,
        "A line in the middle of a journal cannot be read, or does not follow from the line before it. A crash can only tear the last line, "
        + "so this one was changed by another hand or by a failing disk. Shipkeeper does not guess what an operation did. "
        + "Look at what runs; then move the folder of that operation out of the folder of operations, and 'status' shows how "
        + "what runs differs from the release. 'start' makes it what the release says.");

    public static IReadOnlyList<ErrorCode> All => [LostCode, BrokenCode];

    public static ShipkeeperException Lost(string path, string cause, Exception? inner = null) => LostCode.Because(
        $"the journal {path} cannot be written ({cause}); the operation stopped before its next effect.",
        "df -h, then run the same command again",
        inner: inner);

    public static ShipkeeperException Broken(string path, long line, string cause) => BrokenCode.Because(
        $"line {line} of {path} is broken: {cause}.",
        "shipkeeper explain journal.broken");

    public static bool IsLost(Exception failure) => failure is ShipkeeperException { Code.Name: "journal.lost" };
}
