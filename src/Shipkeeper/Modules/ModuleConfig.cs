using System.Text.Json.Nodes;

namespace Shipkeeper.Modules;

/// <summary>The part of a module's index that the module itself reads.</summary>
internal static class ModuleConfig
{
    /// <returns>Null where the index has none.</returns>
    public static JsonObject? Of(JsonObject index) => index["config"] as JsonObject ?? index["configuration"] as JsonObject;
}
