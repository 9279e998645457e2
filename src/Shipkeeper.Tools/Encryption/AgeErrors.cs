using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tools.Encryption;

public static class AgeErrors
{
    public static readonly ErrorCode NotInstalledCode = new(
        "age.not-installed",
        ErrorKind.Refused,
        "Backups of this platform are encrypted ('backup.recipients' in the platform file, or a backup that was made so), and that is done by the "
        + "program 'age', which is not installed or not in the PATH. Nothing was changed. Debian and Ubuntu have it as a package.");

    public static readonly ErrorCode NotOpenedCode = new(
        "age.not-opened",
        ErrorKind.Refused,
        "An encrypted part of a backup could not be decrypted: the identity is none of those that it was encrypted for, it cannot be read, it has a "
        + "passphrase, or the part is damaged. The details hold the words of 'age'. Nothing was changed.");

    private static readonly ErrorCode FailedCode = new(
        "age.failed",
        ErrorKind.Failed,
        "The program 'age' did not encrypt a part of a backup. The details hold its own words: usually a recipient that it does not understand. "
        + "What was written of the backup is removed.");

    public static IReadOnlyList<ErrorCode> All { get; } = [NotInstalledCode, NotOpenedCode, FailedCode];

    public static ShipkeeperException NotInstalled() => NotInstalledCode.Because("the program 'age' is not installed.", "apt-get install age");

    public static ShipkeeperException NotOpened(string identityFile, ToolResult result) => NotOpenedCode.Because(
        $"the backup could not be decrypted with {identityFile}.",
        "name the identity of one of its recipients: --identity FILE",
        ToolErrors.LastLines(result.ErrorOutput));

    public static ShipkeeperException Failed(ToolResult result) => FailedCode.Because(
        $"'age' ended with exit code {result.ExitCode}.", "look at 'backup.recipients' in shipkeeper.yaml", ToolErrors.LastLines(result.ErrorOutput));
}
