using System.Text.Json.Nodes;

namespace Shipkeeper.Modules;

/// <summary>Changes what in a module's index belongs to this host. Pure: an index goes in, another comes out.</summary>
internal static class ModuleSwitch
{
    /// <returns>The index with the module switched on or off.</returns>
    public static byte[] Module(ReadOnlyMemory<byte> index, bool on) => Change(index, content => Metadata(content)["enabled"] = on);

    /// <param name="branch">Where the module comes from, whatever the others do; null for where they come from.</param>
    public static byte[] Branch(ReadOnlyMemory<byte> index, string? branch) => Change(index, content => Set(Metadata(content), "branch", branch));

    /// <returns>Null where the module has no such component.</returns>
    public static byte[]? Component(ReadOnlyMemory<byte> index, string component, bool on)
    {
        var content = ModuleIndexReader.ReadObject(index);
        return TrySwitch(content, component, on) ? IndexText.Write(content) : null;
    }

    /// <returns>The components that can be switched, in the order of the index.</returns>
    public static IReadOnlyList<ModuleComponent> ListComponents(ReadOnlyMemory<byte> index) => ListComponents(ModuleIndexReader.ReadObject(index));

    /// <inheritdoc cref="ListComponents(ReadOnlyMemory{byte})"/>
    public static IReadOnlyList<ModuleComponent> ListComponents(JsonObject index) =>
    [
        .. from component in Components(index) ?? []
           where component.Value is JsonObject or JsonValue
           select new ModuleComponent(component.Key, IsOn(component.Value is JsonObject parts ? parts["enabled"] : component.Value)),
    ];

    /// <summary>Old modules are loose with types; what says nothing is on.</summary>
    public static bool IsOn(JsonNode? value) => value?.ToString().ToLowerInvariant() is not ("false" or "0");

    /// <returns>False where there is no such component; then nothing was changed.</returns>
    public static bool TrySwitch(JsonObject index, string component, bool on) => Components(index) is { } components && TrySwitchIn(components, component, on);

    private static bool TrySwitchIn(JsonObject components, string name, bool on)
    {
        switch (components[name])
        {
            case JsonObject component:
                component["enabled"] = on;
                return true;
            case JsonValue:
                components[name] = on;
                return true;
            default:
                return false;
        }
    }

    private static JsonObject? Components(JsonObject content) =>
        new[] { content["config"], content["configuration"], content }.OfType<JsonObject>().Select(part => part["components"]).OfType<JsonObject>().FirstOrDefault();

    private static void Set(JsonObject content, string name, string? value)
    {
        content.Remove(name);
        if (value is not null)
        {
            content[name] = value;
        }
    }

    private static JsonObject Metadata(JsonObject content) => (JsonObject)content["metadata"]!;

    private static byte[] Change(ReadOnlyMemory<byte> index, Action<JsonObject> change)
    {
        var content = ModuleIndexReader.ReadObject(index);
        change(content);
        return IndexText.Write(content);
    }
}
