using System.Net.Sockets;

namespace Shipkeeper.Tools.Docker;

public static class DockerErrors
{
    public static readonly ErrorCode BadHostCode = new(
        "docker.bad-host",
        ErrorKind.Usage,
        "DOCKER_HOST names an engine in a way that Shipkeeper does not speak. It speaks unix:// with an absolute path and plain tcp:// with "
        + "host and port. For an engine on another machine run Shipkeeper there: it also needs that machine's files.");

    public static readonly ErrorCode NotRunningCode = new(
        "docker.not-running",
        ErrorKind.Failed,
        "Nothing answers where the Docker engine should listen: it is not started, has just been stopped, or listens elsewhere. Running "
        + "containers may be alive all the same. In the operator container the socket must be mounted. DOCKER_HOST names another place.");

    public static readonly ErrorCode NoEngineCode = new(
        "docker.no-engine",
        ErrorKind.Failed,
        "Something answers where the Docker engine should listen, and it is no engine: another server has the port or the socket, or a proxy in "
        + "between does not pass the call on. DOCKER_HOST names the place; without it the engine's usual socket is asked.");

    public static readonly ErrorCode NoPermissionCode = new(
        "docker.no-permission",
        ErrorKind.Failed,
        "The Docker engine's socket exists, but this user may not open it. Members of the group that owns the socket may, usually 'docker'; "
        + "that membership is worth as much as root. A new membership counts from the next login on.");

    public static readonly ErrorCode TooOldCode = new(
        "docker.too-old",
        ErrorKind.Refused,
        "The Docker engine's API is older than the oldest that Shipkeeper speaks, 1.41 (engine 20.10). Upgrade the engine; running "
        + "containers survive that when live-restore is on, and are restarted otherwise.");

    public static readonly ErrorCode TooNewCode = new(
        "docker.too-new",
        ErrorKind.Refused,
        "The Docker engine no longer speaks any API version that this Shipkeeper knows. Nothing was changed. A newer Shipkeeper speaks "
        + "newer versions; until then the engine can be told to accept older ones by its setting min-api-version.");

    public static readonly ErrorCode NotFoundCode = new(
        "docker.not-found",
        ErrorKind.Failed,
        "The Docker engine does not know the container, image, network or volume. Somebody may have removed or renamed it since "
        + "Shipkeeper last looked. 'status' shows what is there now.");

    public static readonly ErrorCode ConflictCode = new(
        "docker.conflict",
        ErrorKind.Failed,
        "The Docker engine refused because of the state that something is in: a name already taken, an image or volume in use, a removal "
        + "already on its way. The message holds the engine's own words.");

    public static readonly ErrorCode FailedCode = new(
        "docker.failed",
        ErrorKind.Failed,
        "The Docker engine answered with an error of its own, or with something that is no answer at all. The message holds what it said. "
        + "The engine's log says more.");

    public static readonly ErrorCode TimeoutCode = new(
        "docker.timeout",
        ErrorKind.Failed,
        "The Docker engine took the call and did not answer in time. It may be overloaded, paused, or stuck on a disk; the call may still "
        + "take effect later. Running containers are usually not affected.");

    public static readonly ErrorCode DroppedCode = new(
        "docker.dropped",
        ErrorKind.Failed,
        "The connection to the Docker engine ended in the middle of an answer, as it does when the engine is restarted or killed. Whether "
        + "the call took effect is not known from the answer: Shipkeeper looks at what is there before it goes on.");

    public static readonly ErrorCode NoSpaceCode = new(
        "docker.no-space",
        ErrorKind.Failed,
        "The file system on which the Docker engine keeps images and containers is full. What it had not finished is dropped again; running "
        + "containers go on until they want to write. Images that nothing uses can be removed.");

    public static IReadOnlyList<ErrorCode> All { get; } =
    [
        BadHostCode, NotRunningCode, NoEngineCode, NoPermissionCode, TooOldCode, TooNewCode, NotFoundCode, ConflictCode, FailedCode, TimeoutCode, DroppedCode,
        NoSpaceCode,
    ];

    public static ShipkeeperException BadHost(string dockerHost) => BadHostCode.Because(
        $"DOCKER_HOST is '{Said(dockerHost)}', which is neither unix:///path nor tcp://host:port.",
        "unset DOCKER_HOST");

    public static ShipkeeperException NotRunning(EngineEndpoint endpoint, Exception? inner = null) => NotRunningCode.Because(
        $"No Docker engine answers at {endpoint}.",
        "systemctl start docker",
        inner: inner);

    /// <param name="said">What answered, in its own words.</param>
    public static ShipkeeperException NoEngine(EngineEndpoint endpoint, string said) => NoEngineCode.Because(
        $"What answers at {endpoint} is no Docker engine: it says {Said(said)}.",
        endpoint.Address is null ? $"ls -l {endpoint}" : "unset DOCKER_HOST");

    public static ShipkeeperException NoPermission(EngineEndpoint endpoint, Exception? inner = null) => NoPermissionCode.Because(
        $"This user may not open the Docker socket {endpoint}.",
        "sudo usermod -aG docker $USER",
        inner: inner);

    public static ShipkeeperException TooOld(string version, string apiVersion) => TooOldCode.Because(
        $"The Docker engine {Said(version)} speaks API {Said(apiVersion)}; at least {EngineApi.Oldest} is needed (engine 20.10).",
        "Upgrade the Docker engine, then run the command again.");

    public static ShipkeeperException TooNew(string version, string oldestApiVersion) => TooNewCode.Because(
        $"The Docker engine {Said(version)} speaks no API before {Said(oldestApiVersion)}; this Shipkeeper speaks up to {EngineApi.Newest}.",
        "Install a newer Shipkeeper, then run the command again.");

    public static ShipkeeperException NotFound(string subject, string said = "") => NotFoundCode.Because(
        said.Length == 0 ? $"There is no {subject}." : $"There is no {subject}: {Said(said)}.",
        "docker ps --all");

    public static ShipkeeperException Conflict(string subject, string said) => ConflictCode.Because(
        $"The Docker engine refused for {subject}: {Said(said)}.",
        "docker ps --all");

    public static ShipkeeperException Failed(string subject, string said, Exception? inner = null) => FailedCode.Because(
        $"The Docker engine failed for {subject}: {Said(said)}.",
        "journalctl --unit docker --lines 50",
        inner: inner);

    public static ShipkeeperException TimedOut(string subject, TimeSpan limit) => TimeoutCode.Because(
        $"The Docker engine did not answer for {subject} within {limit.TotalSeconds:0.#} s.",
        "systemctl status docker");

    public static ShipkeeperException Dropped(string subject, Exception? inner = null) => DroppedCode.Because(
        $"The Docker engine dropped the connection for {subject}.",
        "systemctl status docker",
        inner: inner);

    public static ShipkeeperException NoSpace(string subject, string said) => NoSpaceCode.Because(
        $"The Docker engine has no room for {subject}: {Said(said)}.",
        "docker system df");

    /// <summary>Names what is behind a connection that did not come about or broke.</summary>
    internal static ShipkeeperException FromConnection(EngineEndpoint endpoint, string subject, Exception failure) =>
        failure.GetBaseException() is not SocketException socket ? Dropped(subject, failure)
        : socket.SocketErrorCode switch
        {
            SocketError.AccessDenied => NoPermission(endpoint, failure),
            SocketError.ConnectionReset or SocketError.Shutdown or SocketError.ConnectionAborted => Dropped(subject, failure),
            _ => NotRunning(endpoint, failure),
        };

    /// <summary>Words from outside: on one line, bounded, and without what a terminal would obey.</summary>
    internal static string Said(string text)
    {
        const int Shown = 500;
        var line = string.Concat(text.Take(Shown).Select(character => char.IsControl(character) ? ' ' : character)).Trim().TrimEnd('.');
        return text.Length > Shown ? line + " …" : line;
    }
}
