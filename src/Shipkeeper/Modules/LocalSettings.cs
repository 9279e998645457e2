using System.Text.Json.Nodes;

namespace Shipkeeper.Modules;

/// <summary>
/// What in a module's index belongs to this host, and outlives every new version of the module: whether it and its components are switched on,
/// where it comes from, and what it has already done once.
/// </summary>
internal static class LocalSettings
{
    private const string WaitingField = "components_waiting";
    private static readonly string[] Names = ["enabled", "branch", "repo", "repository", "has_run"];

    /// <returns>The new index with the settings of the one that is installed; null where it has them already. Pure.</returns>
    public static byte[]? Keep(ReadOnlyMemory<byte> installed, ReadOnlyMemory<byte> incoming)
    {
        var (local, result) = (ModuleIndexReader.ReadObject(installed), ModuleIndexReader.ReadObject(incoming));
        var before = result.DeepClone();
        Keep(local, result);
        KeepSwitches(local, result);
        return JsonNode.DeepEquals(result, before) ? null : IndexText.Write(result);
    }

    /// <summary>A setting of a part that the new version no longer has goes with that part; of components see below.</summary>
    private static void Keep(JsonObject local, JsonObject into)
    {
        foreach (var (name, value) in local)
        {
            if (Names.Contains(name) || name.EndsWith("_has_run", StringComparison.Ordinal))
            {
                into[name] = value?.DeepClone();
            }
            else if (value is JsonObject part && FindPart(into, name) is { } newPart)
            {
                Keep(part, newPart);
            }
        }
    }

    private static JsonObject? FindPart(JsonObject of, string name) => name is "config" or "configuration" ? ModuleConfig.Of(of) : of[name] as JsonObject;

    /// <summary>A component that the new version does not have may be in the next one again: until then its switch waits in the metadata.</summary>
    private static void KeepSwitches(JsonObject local, JsonObject into)
    {
        var switches = ModuleSwitch.ListComponents(local);
        var waiting = switches.Concat(ListWaiting(local).ExceptBy(switches.Select(component => component.Name), component => component.Name))
            .Where(component => !ModuleSwitch.TrySwitch(into, component.Name, component.Enabled))
            .ToList();
        if (into["metadata"] is JsonObject metadata && waiting.Count > 0)
        {
            metadata[WaitingField] = new JsonObject(waiting.Select(component => KeyValuePair.Create(component.Name, (JsonNode?)component.Enabled)));
        }
    }

    private static IEnumerable<ModuleComponent> ListWaiting(JsonObject index) =>
        from component in (index["metadata"] as JsonObject)?[WaitingField] as JsonObject ?? []
        where component.Value is JsonValue
        select new ModuleComponent(component.Key, ModuleSwitch.IsOn(component.Value));
}
