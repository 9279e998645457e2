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
        "A path leads out of the folder that it belongs to, which is the platform directory or the module tree, directly or through a symbolic link. "
        + "Shipkeeper writes nothing outside of it.");

    private static readonly ErrorCode NotRemovedCode = new(
        "file.not-removed",
        ErrorKind.Failed,
        "A file or folder could not be removed. A folder may have lost a part of what was in it. "
        + "Usual causes: a read-only file system, a folder that belongs to another user, something mounted in it.");

    public static IReadOnlyList<ErrorCode> All => [NotWrittenCode, NotReadCode, NotRemovedCode, OutsideRootCode];

    public static ShipkeeperException NotWritten(string path, Exception cause) => NotWrittenCode.Because(
        $"{path} could not be written ({Reason(cause)}); its old content is untouched.",
        $"ls -ld '{Path.GetDirectoryName(path)}'; df -h '{Path.GetDirectoryName(path)}'",
        inner: cause);

    /// <summary>The new content is there, or the file is gone, and a power failure may bring the old one back.</summary>
    public static ShipkeeperException NotDurable(string path, Exception cause) => NotWrittenCode.Because(
        $"{path} may be as it was before after a power failure: its folder could not be brought to disk ({Reason(cause)}).",
        $"df -h '{Path.GetDirectoryName(path)}'; dmesg --level=err | tail",
        inner: cause);

    public static ShipkeeperException NotRemoved(string path, Exception cause) =>
        NotRemovedCode.Because($"{path} could not be removed ({Reason(cause)}).", $"ls -la '{path}'", inner: cause);

    public static ShipkeeperException NotRead(string path, Exception cause) =>
        NotReadCode.Because($"{path} could not be read ({Reason(cause)}).", $"ls -l '{path}'", inner: cause);

    public static ShipkeeperException TooLarge(string path, long maximumBytes) =>
        NotReadCode.Because($"{path} is larger than {maximumBytes:N0} bytes.", $"ls -l '{path}'");

    public static ShipkeeperException NotAFile(string path, bool isFolder) => NotReadCode.Because(
        $"{path} is {(isFolder ? "a folder" : "a device, pipe or socket")}, and a file was expected.",
        $"ls -ld '{path}'");

    public static ShipkeeperException OutsideRoot(string path, string root) =>
        OutsideRootCode.Because($"'{path}' leads out of {root}.", "shipkeeper explain file.outside");

    public static ShipkeeperException RootItself(string root) =>
        OutsideRootCode.Because(
            $"{root} is the folder itself; what it holds can be changed, not the folder.",
            $"ls -la '{root}'");

    public static ShipkeeperException LinkInTheWay(string link, string target, string root) =>
        OutsideRootCode.Because($"{link} is a symbolic link that leads out of {root}, to {target}.", $"ls -l '{link}'");

    private static string Reason(Exception cause) => cause.Message.TrimEnd('.');
}
