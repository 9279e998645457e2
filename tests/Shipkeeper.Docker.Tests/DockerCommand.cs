using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Docker.Tests;

/// <summary>The docker command line, for what a test prepares: a second opinion beside the client under test.</summary>
internal static class DockerCommand
{
    public static readonly IToolRunner Runner = new ToolRunner(TimeProvider.System);

    public static ToolCall Of(params IEnumerable<string> arguments) => ToolCall.Of("docker", arguments) with
    {
        Environment = ToolEnvironment.OfOurs(ToolEnvironment.OursBeginningWith("DOCKER_")),
    };

    public static Task<ToolResult> RunAsync(params IEnumerable<string> arguments) => Runner.RunAsync(Of(arguments), CancellationToken.None);

    /// <summary>The trimmed output.</summary>
    public static Task<string> MustAsync(params IEnumerable<string> arguments) => MustAsync(Of(arguments));

    public static async Task<string> MustAsync(ToolCall call)
    {
        var result = await Runner.RunAsync(call, CancellationToken.None);
        return result.Ok ? result.Output.Trim() : throw ToolErrors.Failed(call, result);
    }
}
