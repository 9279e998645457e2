using System.Text.Json;
using System.Text.Json.Nodes;
using Shipkeeper.Modules;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Modules;

/// <summary>What a module asks for, on standard input.</summary>
internal static class HostInput
{
    private const int MaximumBytes = 16 << 20;

    /// <exception cref="ShipkeeperException"><c>usage</c>: it is no JSON object, or larger than 16 MiB.</exception>
    public static async Task<JsonObject> ReadAsync(CancellationToken stop)
    {
        await using var input = Console.OpenStandardInput();
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (var count = await input.ReadAsync(buffer, stop); count > 0 && content.Length <= MaximumBytes; count = await input.ReadAsync(buffer, stop))
        {
            content.Write(buffer, 0, count);
        }

        try
        {
            return content.Length <= MaximumBytes ? ModuleIndexReader.ReadObject(content.ToArray()) : throw CliErrors.UsageOf("the request is too large.", "ask for less at once");
        }
        catch (JsonException failure)
        {
            throw CliErrors.UsageOf($"the request cannot be read: {failure.Message}", "shipkeeper modules --help");
        }
    }
}
