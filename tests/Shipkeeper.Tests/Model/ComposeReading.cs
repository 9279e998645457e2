using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Shipkeeper.Engine;
using Shipkeeper.Model;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tests.Model;

/// <summary>What the real Compose makes of an env file. No engine is needed for that, only its command line.</summary>
internal static class ComposeReading
{
    public static bool IsPossible { get; } = Run(Path.GetTempPath(), "version") is { Ok: true };

    [SuppressMessage("Performance", "CA1849", Justification = "Tests of pure code are no asynchronous methods.")]
    public static IReadOnlyDictionary<string, string> Of(string envFile)
    {
        using var folder = new TemporaryFolder();
        using (var file = File.Create(Path.Combine(folder.Path, ".env")))
        {
            file.Write(Encoding.UTF8.GetBytes(envFile));
        }

        var keys = EnvFile.Parse(Encoding.UTF8.GetBytes(envFile)).Keys;
        folder.Write("compose.yaml", "services:\n  x:\n    image: x\n    environment:\n" + string.Concat(keys.Select(key => $"      {key}: \"${{{key}}}\"\n")));
        var answer = Run(folder.Path, "config", "--format", "json");
        Assert.True(answer?.Ok, answer?.ErrorOutput);
        using var model = JsonDocument.Parse(answer!.Output);
        return model.RootElement.GetProperty("services").GetProperty("x").GetProperty("environment").EnumerateObject()
            .ToDictionary(variable => variable.Name, variable => variable.Value.GetString()!.Replace("$$", "$"));
    }

    private static ToolResult? Run(string folder, params string[] arguments)
    {
        try
        {
            var call = ToolCall.Of("docker", ["compose", .. arguments]) with { WorkingDirectory = folder };
            return ((IToolRunner)new ToolRunner(TimeProvider.System)).RunAsync(call, CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (ShipkeeperException)
        {
            return null;
        }
    }
}
