using System.Text.Json;
using System.Text.Json.Nodes;

namespace Shipkeeper.Modules;

/// <summary>
/// The tree's own <c>index.json</c>: where modules come from, and what is installed. Everything in it is kept as it is, but the list of what is installed.
/// </summary>
internal sealed class GlobalIndex
{
    private readonly JsonObject _content;

    private GlobalIndex(JsonObject content) => _content = content;

    public string? Repository => TextOf("repository_url");

    /// <summary>A channel is a name for a branch; the branch itself, where both are there.</summary>
    public string? Branch => TextOf("branch") ?? TextOf("channel");

    /// <summary>Module → version.</summary>
    public IReadOnlyDictionary<string, string> Packages => _content["packages"] is JsonObject packages
        ? packages.ToDictionary(package => package.Key, package => package.Value?.ToString() ?? "")
        : new Dictionary<string, string>();

    /// <exception cref="ShipkeeperException"><c>modules.bad-index</c></exception>
    public static GlobalIndex Read(ReadOnlyMemory<byte> content, string place)
    {
        try
        {
            return new(ModuleIndexReader.ReadObject(content));
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            throw ModuleErrors.BadIndex(place, failure.Message);
        }
    }

    /// <summary>For a tree that has none yet.</summary>
    public static GlobalIndex Of(string repository, string? branch)
    {
        var metadata = new JsonObject { ["schema_version"] = "1.0.0", ["repository_url"] = repository };
        if (branch is not null)
        {
            metadata["branch"] = branch;
        }

        return new(new() { ["metadata"] = metadata });
    }

    public byte[] With(IReadOnlyDictionary<string, string> packages)
    {
        var content = _content.DeepClone().AsObject();
        content["packages"] = new JsonObject(packages.OrderBy(package => package.Key, StringComparer.Ordinal).Select(package => KeyValuePair.Create(package.Key, (JsonNode?)package.Value)));
        return IndexText.Write(content);
    }

    private string? TextOf(string name) => _content["metadata"] is JsonObject metadata ? JsonFields.Text(metadata, name) : null;
}
