using System.Text.Json;
using System.Text.Json.Nodes;

namespace Shipkeeper.Modules;

/// <summary>One program that the manifest names.</summary>
/// <param name="File">From the top of the repository.</param>
/// <param name="Sha256">Of its content, lower-case hexadecimal.</param>
internal sealed record LegacyChild(string Name, string File, string Sha256);

/// <summary>
/// The <c>manifest.json</c> of repositories from before modules: <c>entry_point</c> (an object, or the name of one in <c>modules</c>, <c>updates</c> or
/// <c>files</c>) has <c>children</c> in their order, each an object or such a name; an object has a file and its checksum.
/// </summary>
internal static class LegacyManifest
{
    public const string FileName = "manifest.json";

    private static readonly string[] Tables = ["modules", "updates", "files"];
    private static readonly string[] FileNames = ["path", "file", "script"];
    private static readonly string[] ChecksumNames = ["checksum", "sha256", "hash"];

    /// <exception cref="ShipkeeperException"><c>modules.bad-manifest</c></exception>
    public static IReadOnlyList<LegacyChild> Read(ReadOnlyMemory<byte> content)
    {
        try
        {
            var manifest = ModuleIndexReader.ReadObject(content);
            var entry = Resolve(manifest, manifest["entry_point"], "entry_point").Object;
            var children = entry["children"] as JsonArray ?? throw new FormatException("its entry point has no list of children");
            return [.. children.Select((child, number) => Read(Resolve(manifest, child, $"child {number + 1}")))];
        }
        catch (Exception failure) when (failure is JsonException or FormatException or InvalidOperationException)
        {
            throw ModuleErrors.BadManifest(JsonFields.FaultOf(failure));
        }
    }

    private static LegacyChild Read((string Name, JsonObject Object) child)
    {
        var file = JsonFields.Text(child.Object, FileNames) ?? throw new FormatException($"'{child.Name}' names no file");
        var checksum = JsonFields.Text(child.Object, ChecksumNames) ?? throw new FormatException($"'{child.Name}' has no checksum");
        var sha256 = Sha256Text.TryRead(checksum) ?? throw new FormatException($"the checksum of '{child.Name}' is no SHA-256");
        return new(JsonFields.Text(child.Object, "name") ?? child.Name, file, sha256);
    }

    private static (string Name, JsonObject Object) Resolve(JsonObject manifest, JsonNode? node, string place) => node switch
    {
        JsonObject itself => (JsonFields.Text(itself, "name") ?? place, itself),
        JsonValue value when value.GetValueKind() is JsonValueKind.String => (value.ToString(), Find(manifest, value.ToString())),
        _ => throw new FormatException($"'{place}' is missing, or neither a name nor an object"),
    };

    private static JsonObject Find(JsonObject manifest, string name) =>
        Tables.Select(table => manifest[table]).OfType<JsonObject>().Select(table => table[name]).OfType<JsonObject>().FirstOrDefault()
            ?? throw new FormatException($"nothing in it is called '{name}'");
}
