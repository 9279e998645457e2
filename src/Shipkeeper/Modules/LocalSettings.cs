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

    /// <returns>The new index with the settings of the one that is installed; the same bytes where they do not differ. Pure.</returns>
    public static byte[] Keep(ReadOnlyMemory<byte> installed, byte[] incoming)
    {
        var (local, result) = (ModuleIndexReader.ReadObject(installed), ModuleIndexReader.ReadObject(incoming));
        var before = result.ToJsonString();
        Keep(local, result);
        KeepLostSwitches(local, result);
        return result.ToJsonString() == before ? incoming : IndexText.Write(result);
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
            else if (value is JsonObject part && into[name] is JsonObject newPart)
            {
                if (name == "components")
                {
                    KeepSwitches(part, newPart);
                }

                Keep(part, newPart);
            }
        }
    }

    /// <summary>A component that the new version does not have may be in the next one again: until then its switch waits in the metadata.</summary>
    private static void KeepLostSwitches(JsonObject local, JsonObject into)
    {
        var known = ModuleSwitch.ListComponents(into).Select(component => component.Name).ToHashSet();
        var lost = ModuleSwitch.ListComponents(local).Where(component => !known.Contains(component.Name));
        var waiting = lost.Concat(ListWaiting(local)).Where(component => !ModuleSwitch.TrySwitch(into, component.Name, component.Enabled)).ToList();
        if (into["metadata"] is JsonObject metadata && waiting.Count > 0)
        {
            metadata[WaitingField] = new JsonObject(waiting.Select(component => KeyValuePair.Create(component.Name, (JsonNode?)component.Enabled)));
        }
    }

    private static IEnumerable<ModuleComponent> ListWaiting(JsonObject index) =>
        from component in (index["metadata"] as JsonObject)?[WaitingField] as JsonObject ?? []
        where component.Value is JsonValue
        select new ModuleComponent(component.Key, ModuleSwitch.IsOn(component.Value));

    /// <summary>A component is switched by a member <c>enabled</c> of its own, or is itself the switch.</summary>
    private static void KeepSwitches(JsonObject local, JsonObject into)
    {
        foreach (var (name, value) in local.Where(component => component.Value is JsonValue && into[component.Key] is JsonValue).ToList())
        {
            into[name] = value!.DeepClone();
        }
    }
}
