namespace Shipkeeper.Tools.Files;

public static class FileErrors
{
    private static readonly ErrorCode NotWrittenCode = new(
        "file.not-written",
        ErrorKind.Failed,
        "A file could not be written and brought to disk. Files are written beside the old one and renamed, so the old content is still there. "
        + "Usual causes: a full disk, a read-only file system, a folder that belongs to another user.");

    private static readonly ErrorCode NotReadCode = new(
        "file.not-read",
        ErrorKind.Failed,
        "A file exists but could not be read: it belongs to another user, it is larger than a file of its kind can be, or it is no plain file.");

    private static readonly ErrorCode OutsideRootCode = new(
        "file.outside",
        ErrorKind.Usage,
        "A path leads out of the platform directory, directly or through a symbolic link. Shipkeeper writes nothing outside of it.");

    public static IReadOnlyList<ErrorCode> All => [NotWrittenCode, NotReadCode, OutsideRootCode];

    public static ShipkeeperException NotWritten(string path, Exception cause) => NotWrittenCode.Because(
        $"{path} could not be written ({Reason(cause)}); its old content is untouched.",
        $"ls -ld '{Path.GetDirectoryName(path)}'; df -h '{Path.GetDirectoryName(path)}'",
        inner: cause);

    public static ShipkeeperException NotRead(string path, Exception cause) =>
        NotReadCode.Because($"{path} could not be read ({Reason(cause)}).", $"ls -l '{path}'", inner: cause);

    public static ShipkeeperException TooLarge(string path, long maximumBytes) =>
        NotReadCode.Because($"{path} is larger than {maximumBytes:N0} bytes, or no plain file.", $"ls -l '{path}'");

    public static ShipkeeperException NotAFile(string path) =>
        NotReadCode.Because($"{path} is a folder, and a file was expected.", $"ls -ld '{path}'");

    public static ShipkeeperException OutsideRoot(string path, string root) =>
        OutsideRootCode.Because($"'{path}' leads out of {root}.", "name a path inside the platform directory");

    public static ShipkeeperException LinkInTheWay(string link, string target) =>
        OutsideRootCode.Because($"{link} is a symbolic link that leads out of the platform directory, to {target}.", $"ls -l '{link}'");

    private static string Reason(Exception cause) => cause.Message.TrimEnd('.');
}
