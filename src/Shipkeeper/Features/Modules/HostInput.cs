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
    public static JsonObject Read()
    {
        var content = StandardInput.Read(MaximumBytes) ?? throw CliErrors.UsageOf("the request is too large.", "ask for less at once");
        try
        {
            return ModuleIndexReader.ReadObject(content);
        }
        catch (JsonException failure)
        {
            throw CliErrors.UsageOf($"the request cannot be read: {failure.Message}", "shipkeeper modules --help");
        }
    }
}
