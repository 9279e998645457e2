using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Modules;

/// <summary>
/// The protocol of native modules: <c>run check</c> or <c>run apply</c>, the context as JSON on standard input, and what it has to say as JSON lines
/// on descriptor 3: <c>{"type":"log"|"progress"|"result", …}</c>. What it writes to standard output and standard error is log too.
/// </summary>
internal static class NativeModule
{
    public const string Check = "check";
    public const string Apply = "apply";

    /// <param name="verb"><see cref="Check"/> changes nothing; <see cref="Apply"/> does what is to be done.</param>
    public static async Task<ModuleResult> RunAsync(IToolRunner tools, ToolCall call, string verb, NativeContext context, Action<string> onLine, CancellationToken stop)
    {
        NativeMessage? result = null;
        var run = call with { Arguments = [.. call.Arguments, verb], Input = JsonSerializer.SerializeToUtf8Bytes(context, NativeJson.Default.NativeContext) };
        var ended = await tools.RunAsync(run, new() { OnOutputLine = onLine, OnErrorLine = onLine, OnChannelLine = Take }, stop);
        return result is { Type: "result" } ? ResultOf(result, ended.ExitCode)
            : ended.Ok ? ModuleResult.Failed("it ended without a result")
            : ModuleResult.Failed($"it ended with exit code {ended.ExitCode}, without a result");

        void Take(string line)
        {
            var message = Read(line);
            if (message is { Type: "result" })
            {
                result = message;
            }
            else
            {
                onLine(message?.Message ?? line);
            }
        }
    }

    private static ModuleResult ResultOf(NativeMessage result, int exitCode) =>
        result.Success is not true ? ModuleResult.Failed(result.Error ?? "it reported a failure")
        : exitCode != 0 ? ModuleResult.Failed($"it reported success, and ended with exit code {exitCode}")
        : new(result.Changed ?? false);

    /// <returns>Null for what is no message; it is shown as it is.</returns>
    private static NativeMessage? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, NativeJson.Default.NativeMessage);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What a native module is told.</summary>
/// <param name="Protocol">1.</param>
/// <param name="Tree">The module tree.</param>
/// <param name="Directory">The module's own folder.</param>
/// <param name="Config">What its index says for it; null where that says nothing.</param>
internal sealed record NativeContext(int Protocol, string Module, string Version, string Tree, string Directory, JsonNode? Config)
{
    public static NativeContext Of(ModuleTree tree, ModuleIndex module)
    {
        var index = tree.ReadIndex(module.Name) is { } content ? ModuleIndexReader.ReadObject(content) : [];
        return new(1, module.Name, module.VersionText, tree.Root, tree.Files.Resolve(ModuleTree.PathOf(module.Name)), ModuleConfig.Of(index));
    }
}

internal sealed record NativeMessage(string? Type, string? Message = null, bool? Success = null, bool? Changed = null, string? Error = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(NativeContext))]
[JsonSerializable(typeof(NativeMessage))]
internal sealed partial class NativeJson : JsonSerializerContext;
