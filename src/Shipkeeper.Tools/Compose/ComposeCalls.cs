using System.Text;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tools.Compose;

/// <summary>
/// Builds docker compose calls. Pure: its tests compare strings and need no engine.
/// </summary>
/// <remarks>
/// Measured with Compose 2.26 and 2.40, and held by tests:
/// <list type="bullet">
/// <item>`config --hash` equals the label com.docker.compose.config-hash of a container, also when an overlay sets the image to an id or to
/// name@digest, <b>but not</b> for a service with an env_file, unless it is asked about the model that `config` has resolved; <b>and not</b>
/// for one that shares a part of another's container, unless that model names the container instead of the service; <b>and not</b>
/// for one whose dependency is not there and need not be, unless that model leaves it out; <b>and not</b>, with 2.26,
/// when `up --no-deps` made it without naming all that it depends on: Compose then drops those
/// depends_on entries before it takes the hash, and the next plain `up` recreates the container. `create`, or naming the dependencies too, keeps the hash.</item>
/// <item>`create` does not start anything, and does not run finished one-shot dependencies again; it does recreate a dependency whose own
/// definition has changed. So: dependencies first.</item>
/// <item>`create` copies content of configs and secrets into the containers with 2.26, and leaves that to whoever starts them with 2.40.</item>
/// <item>`up --no-deps a b` keeps the depends_on order and conditions among a and b, and touches nothing else.</item>
/// </list>
/// </remarks>
public static class ComposeCalls
{
    private static readonly TimeSpan Quick = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Moving = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Loading = TimeSpan.FromHours(3);

    public static ToolCall Version() => ToolCall.Of("docker", "compose", "version", "--short") with
    {
        TimeLimit = Quick,
        Environment = ToolEnvironment.OfOurs(ToolEnvironment.OursBeginningWith("DOCKER_")),
    };

    /// <summary>The resolved model as JSON. It holds the values of variables: never to be printed or kept.</summary>
    public static ToolCall Config(ComposeProject project) => Of(project, "config", "--format", "json") with { TimeLimit = Quick };

    /// <summary>One line for each service of the active profiles: name and hash.</summary>
    /// <param name="resolved">The answer of <see cref="Config"/>, read in the place of the project's files, and no further interpreted.</param>
    public static ToolCall ConfigHashes(ComposeProject project, ReadOnlyMemory<byte> resolved) =>
        Of(project with { Files = ["-"] }, "config", "--no-consistency", "--no-normalize", "--hash", "*") with { Input = resolved, TimeLimit = Quick };

    /// <summary>Makes the containers what the model says, and starts none of them.</summary>
    /// <param name="recreate">Also those that are already.</param>
    public static ToolCall Create(ComposeProject project, IEnumerable<string> services, bool recreate = false) =>
        Of(project, ["create", "--no-build", "--pull", "never", .. Recreate(recreate), .. services]) with { TimeLimit = Moving };

    /// <summary>Makes and starts these services, and waits for no health but that of what they depend on.</summary>
    public static ToolCall Up(ComposeProject project, IEnumerable<string> services) =>
        Of(project, ["up", "--detach", "--no-deps", "--no-build", "--pull", "never", .. services]) with { TimeLimit = Moving };

    /// <summary>Starts containers as they are made, and before that copies into them what the files hold of their content, where Compose has not done so yet.</summary>
    public static ToolCall Start(ComposeProject project, IEnumerable<string> services) =>
        Of(project, ["up", "--detach", "--no-deps", "--no-recreate", "--no-build", "--pull", "never", .. services]) with { TimeLimit = Moving };

    public static ToolCall Pull(ComposeProject project, IEnumerable<string> services) =>
        Of(project, ["pull", .. services]) with { TimeLimit = Loading };

    public static ToolCall Build(ComposeProject project, IEnumerable<string> services) =>
        Of(project, ["build", .. services]) with { TimeLimit = Loading };

    /// <summary>A program in the running container of a service.</summary>
    /// <param name="terminal">Only for attached calls.</param>
    public static ToolCall Exec(ComposeProject project, string service, bool terminal, IEnumerable<string> command) =>
        Of(project, ["exec", .. terminal ? Array.Empty<string>() : ["--no-TTY"], service, .. command]);

    /// <summary>A program in a container of its own, made from the definition of a service, and gone when the program ends.</summary>
    /// <param name="label">By which the container is found when nobody waits for it any more.</param>
    public static ToolCall RunOnce(ComposeProject project, string service, string label, IEnumerable<string> command) =>
        Of(project, ["run", "--rm", "--no-deps", "--no-TTY", "--label", label, service, .. command]);

    /// <summary>What a person types to start the same platform without us.</summary>
    public static ToolCall UpCommandLine(ComposeProject project) => Of(project, "up", "--detach");

    /// <summary>Any other call on the project.</summary>
    public static ToolCall Of(ComposeProject project, params IEnumerable<string> arguments) => ToolCall.Of(
        "docker",
        [
            "compose",
            "--project-name", project.Name,
            "--project-directory", project.ProjectDirectory,
            .. project.Files.Concat(project.LastFile is null ? [] : ["-"]).SelectMany(file => new[] { "--file", file }),
            .. project.EnvironmentFiles.SelectMany(file => new[] { "--env-file", file }),
            .. project.Profiles.SelectMany(profile => new[] { "--profile", profile }),
            .. arguments,
        ]) with
    {
        WorkingDirectory = project.ProjectDirectory,
        Environment = project.Environment,
        Input = project.LastFile is { } last ? Encoding.UTF8.GetBytes(last) : default(ReadOnlyMemory<byte>?),
    };

    private static string[] Recreate(bool recreate) => recreate ? ["--force-recreate"] : [];
}
