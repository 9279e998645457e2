using System.Text.Json;
using System.Text.Json.Nodes;
using Shipkeeper.Modules.SelfUpdate;

namespace Shipkeeper.Modules;

/// <summary>
/// The <c>index.json</c> at the top of a module tree: where modules come from, and what is installed. Everything in it is kept as it is, but what Shipkeeper
/// records there. That of a repository has the same form.
/// </summary>
internal sealed class GlobalIndex
{
    private const string OrchestratorField = "orchestrator";
    public const string SeenField = "seen";
    private const string SignersField = "allowed_signers";

    private readonly JsonObject _content;
    private readonly string _place;

    private GlobalIndex(JsonObject content, string place) => (_content, _place) = (content, place);

    /// <exception cref="ShipkeeperException"><c>modules.bad-index</c>: something else than a text stands there; so too for the next ones.</exception>
    public string? Repository => TextOf("repository_url");

    /// <summary>A channel is a name for a branch; the branch itself, where both are there.</summary>
    public string? Branch => TextOf("branch") ?? TextOf("channel");

    /// <summary>A file of those who may have signed the commits of the repository. What cannot be read must not pass for none.</summary>
    public string? Signers => Metadata?[SignersField] is { } named && TextOf(SignersField) is null
        ? throw Bad($"'metadata.{SignersField}' is '{named}', and no path")
        : TextOf(SignersField);

    /// <summary>In a repository of the updates orchestrator: its own version.</summary>
    public string? Version => TextOf("schema_version");

    /// <summary>The version of the updates orchestrator that was last seen in the repository, and not installed.</summary>
    public string? SeenOrchestrator => _content[OrchestratorField] is JsonObject orchestrator ? JsonFields.Text(orchestrator, SeenField) : null;

    /// <exception cref="ShipkeeperException"><c>modules.bad-orchestrator</c></exception>
    public OrchestratorOffer? Offer => OrchestratorOffer.Read(_content);

    /// <summary>Module → version.</summary>
    public IReadOnlyDictionary<string, string> Packages => _content["packages"] is JsonObject packages
        ? packages.ToDictionary(package => package.Key, package => package.Value?.ToString() ?? "")
        : new Dictionary<string, string>();

    /// <exception cref="ShipkeeperException"><c>modules.bad-index</c></exception>
    public static GlobalIndex Read(ReadOnlyMemory<byte> content, string place)
    {
        try
        {
            return new(ModuleIndexReader.ReadObject(content), place);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            throw ModuleErrors.BadIndex(place, failure);
        }
    }

    /// <summary>For a tree that has none yet.</summary>
    public static GlobalIndex Empty => new(new() { ["metadata"] = new JsonObject { ["schema_version"] = "1.0.0" } }, ModuleIndex.FileName);

    /// <summary>For a tree whose modules come from there from now on.</summary>
    public byte[] With(ModuleOrigin origin)
    {
        var content = _content.DeepClone().AsObject();
        content["metadata"] ??= new JsonObject();
        foreach (var (name, value) in new[] { ("repository_url", origin.Address), ("branch", origin.Branch), (SignersField, origin.Signers) }.Where(field => field.Item2 is not null))
        {
            content["metadata"]![name] = value;
        }

        return IndexText.Write(content);
    }

    /// <param name="seenOrchestrator">Null where none was seen.</param>
    public byte[] With(IReadOnlyDictionary<string, string> packages, string? seenOrchestrator)
    {
        var content = _content.DeepClone().AsObject();
        content["packages"] = new JsonObject(packages.OrderBy(package => package.Key, StringComparer.Ordinal).Select(package => KeyValuePair.Create(package.Key, (JsonNode?)package.Value)));
        if (seenOrchestrator is not null)
        {
            content[OrchestratorField] = content[OrchestratorField] is JsonObject there ? there.DeepClone() : new JsonObject();
            content[OrchestratorField]![SeenField] = seenOrchestrator;
        }

        return IndexText.Write(content);
    }

    private JsonObject? Metadata => _content["metadata"] is not { } metadata ? null : metadata as JsonObject ?? throw Bad("'metadata' is no object");

    private string? TextOf(string name)
    {
        try
        {
            return Metadata is { } metadata ? ModuleIndexReader.Text(metadata, name) : null;
        }
        catch (FormatException fault)
        {
            throw Bad(fault.Message);
        }
    }

    private ShipkeeperException Bad(string why) => ModuleErrors.BadIndex(_place, new FormatException(why));
}
