using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tools.Compose;

public static class ComposeErrors
{
    public static readonly ErrorCode MissingCode = new(
        "compose.missing",
        ErrorKind.Failed,
        "The command 'docker compose' does not work here: the docker command line or its Compose plugin is not installed. The old "
        + "stand-alone docker-compose (version 1) does not replace it. Distributions package the plugin as docker-compose-plugin or docker-compose-v2.");

    public static readonly ErrorCode TooOldCode = new(
        "compose.too-old",
        ErrorKind.Refused,
        "The installed Compose plugin is older than the oldest that Shipkeeper works with, 2.20. Older ones lack features that releases "
        + "rely on. Upgrading the plugin touches no container.");

    public static readonly ErrorCode InvalidCode = new(
        "compose.invalid",
        ErrorKind.Refused,
        "Compose rejects the compose files of the platform: a mistake in one of them, a missing file, or a variable that has no value. "
        + "The message is Compose's own. Nothing was changed.");

    public static readonly ErrorCode UnsupportedCode = new(
        "compose.unsupported",
        ErrorKind.Refused,
        "A service asks for something that Compose does only while it starts or stops containers itself, with `up` and `down`: commands under "
        + "`post_start` or `pre_stop`, or a `provider` in the place of a container. Shipkeeper starts and stops containers by the engine, layer by "
        + "layer, as the engine itself does after a restart of the machine, and neither would run them. Nothing was changed.");

    public static readonly ErrorCode FailedCode = new(
        "compose.failed",
        ErrorKind.Failed,
        "Compose understood the files and could not do what it was asked: an image that is not there, a port already taken, a container "
        + "that does not start. What it had done until then stays. Its last lines are shown with the error.");

    public static readonly ErrorCode UnreadableCode = new(
        "compose.unreadable",
        ErrorKind.Failed,
        "Compose answered with something that Shipkeeper cannot read. That points to a Compose version that is newer than this "
        + "Shipkeeper, or to a broken installation. Nothing was changed.");

    public static IReadOnlyList<ErrorCode> All { get; } = [MissingCode, TooOldCode, InvalidCode, UnsupportedCode, FailedCode, UnreadableCode];

    public static ShipkeeperException Missing(Exception? inner = null) => MissingCode.Because(
        "'docker compose' does not work here.", "docker compose version", inner: inner);

    public static ShipkeeperException TooOld(string version) => TooOldCode.Because(
        $"Compose {version} is installed; at least {ComposeTool.Oldest} is needed.",
        "Upgrade the Compose plugin, then run the command again.");

    public static ShipkeeperException Invalid(ToolCall call, ToolResult result) => InvalidCode.Because(
        "Compose rejects the compose files.", Quiet(call).ToString(), ToolErrors.LastLines(result.ErrorOutput));

    /// <param name="what">In the words of the compose file.</param>
    public static ShipkeeperException Unsupported(string service, string what) => UnsupportedCode.Because(
        $"Service '{service}' has '{what}', which only Compose's own 'up' and 'down' carry out.",
        what is "provider"
            ? "Start what it provides by other means, and take the service out of the platform."
            : "Do it in the entrypoint of its image, or in a hook of the platform (hooks/).");

    public static ShipkeeperException Failed(string what, ToolCall call, ToolResult result) => FailedCode.Because(
        $"'docker compose {what}' ended with exit code {result.ExitCode}.", call.ToString(), ToolErrors.LastLines(result.ErrorOutput));

    public static ShipkeeperException Unreadable(ToolCall call, Exception? inner = null) => UnreadableCode.Because(
        "The answer of Compose cannot be read.", Quiet(call).ToString(), inner: inner);

    /// <summary>What is pasted shows the mistake, and not the values of secrets.</summary>
    private static ToolCall Quiet(ToolCall call) => call with { Arguments = [.. call.Arguments.TakeWhile(argument => argument != "config"), "config", "--quiet"] };
}
