using Shipkeeper.Tools.Files;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tools.Compose;

/// <summary>
/// Where Compose itself is. <c>docker compose</c> starts it twice, once to ask it who it is, which takes as long as most calls do
/// (docs/adr/0015); what the docker command line would start is started at once, where there is no doubt what that is.
/// </summary>
internal static class ComposePlugin
{
    private const string Name = "docker-compose";
    private const int MaximumConfigBytes = 1 << 20;

    /// <summary>Of the system's own packages: another <c>docker</c> may be a program of somebody else's, which finds Compose in its own way.</summary>
    private static readonly string[] UsualPrograms = ["/usr/bin/docker", "/usr/local/bin/docker"];

    /// <summary>In the order of the docker command line, after the folder of the user.</summary>
    private static readonly string[] UsualFolders =
        ["/usr/local/lib/docker/cli-plugins", "/usr/local/libexec/docker/cli-plugins", "/usr/lib/docker/cli-plugins", "/usr/libexec/docker/cli-plugins"];

    /// <param name="call"><c>docker compose …</c></param>
    /// <returns>The same without the docker command line; the call itself where only that knows.</returns>
    public static ToolCall Direct(ToolCall call) => Find(call) is { } plugin ? call with { FileName = plugin, Arguments = [.. call.Arguments.Skip(1)] } : call;

    private static string? Find(ToolCall call)
    {
        var config = call.Environment.GetValueOrDefault("DOCKER_CONFIG") ?? Path.Combine(call.Environment.GetValueOrDefault("HOME", "/"), ".docker");
        return UsualPrograms.Contains(ProgramPath.TryFind("docker", call.Environment)) && !NamesMoreFolders(config)
            ? UsualFolders.Prepend(Path.Combine(config, "cli-plugins")).Select(folder => Path.Combine(folder, Name)).FirstOrDefault(ProgramPath.IsProgram)
            : null;
    }

    private static bool NamesMoreFolders(string config)
    {
        try
        {
            return BoundedFile.Read(Path.Combine(config, "config.json"), MaximumConfigBytes)?.AsSpan().IndexOf("cliPluginsExtraDirs"u8) >= 0;
        }
        catch (ShipkeeperException)
        {
            return true;
        }
    }
}
