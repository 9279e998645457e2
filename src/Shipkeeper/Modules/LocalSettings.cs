using System.Text.Json.Nodes;

namespace Shipkeeper.Modules;

/// <summary>
/// What in a module's index belongs to this host, and outlives every new version of the module: whether it and its components are switched on,
/// where it comes from, and what it has already done once.
/// </summary>
internal static class LocalSettings
{
    private static readonly string[] Names = ["enabled", "branch", "repo", "repository", "has_run"];

    /// <returns>The new index with the settings of the one that is installed; the same bytes where they do not differ. Pure.</returns>
    public static byte[] Keep(ReadOnlyMemory<byte> installed, byte[] incoming)
    {
        var (local, result) = (ModuleIndexReader.ReadObject(installed), ModuleIndexReader.ReadObject(incoming));
        var before = result.ToJsonString();
        Keep(local, result);
        return result.ToJsonString() == before ? incoming : IndexText.Write(result);
    }

    /// <summary>A setting of a part that the new version no longer has goes with that part.</summary>
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

    /// <summary>A component is switched by a member <c>enabled</c> of its own, or is itself the switch.</summary>
    private static void KeepSwitches(JsonObject local, JsonObject into)
    {
        foreach (var (name, value) in local.Where(component => component.Value is JsonValue && into[component.Key] is JsonValue).ToList())
        {
            into[name] = value!.DeepClone();
        }
    }
}
