using System.Text.Json;
using System.Text.Json.Nodes;

namespace Shipkeeper.Modules.Permissions;

/// <summary>What is to be changed, as it was asked for: names are not looked up yet, and modes are texts.</summary>
/// <param name="FolderMode">Of folders, where it is another than that of files.</param>
internal sealed record PermissionTarget(string Path, string? Owner, string? Group, string? Mode, string? FolderMode, bool Recursive)
{
    /// <summary>
    /// What an index declares: <c>config.directories</c>, a target for each name, and <c>config.permissions</c>, a list of targets. Either may be
    /// a list or have names; the name of one that has no path is its path. A folder that is only named asks for nothing.
    /// </summary>
    public static IReadOnlyList<PermissionTarget> ListDeclared(JsonObject index) =>
        ModuleConfig.Of(index) is { } config ? [.. ReadAll(config["directories"]), .. ReadAll(config["permissions"])] : [];

    public static IReadOnlyList<PermissionTarget> ReadAll(JsonNode? targets) => targets switch
    {
        JsonArray list => [.. list.OfType<JsonObject>().Select(target => Of(target, name: ""))],
        JsonObject one when one["path"] is JsonValue => [Of(one, name: "")],
        JsonObject named => [.. named.Where(member => member.Value is JsonObject).Select(member => Of((JsonObject)member.Value!, member.Key))],
        _ => [],
    };

    private static PermissionTarget Of(JsonObject target, string name) => new(
        JsonFields.Text(target, "path") ?? name,
        JsonFields.Text(target, "owner", "user"),
        JsonFields.Text(target, "group"),
        ModeOf(target, "mode") ?? ModeOf(target, "file_mode") ?? ModeOf(target, "permissions"),
        ModeOf(target, "directory_mode") ?? ModeOf(target, "dir_mode"),
        JsonFields.Text(target, "recursive")?.ToLowerInvariant() is "true" or "1" or "yes");

    private static string? ModeOf(JsonObject target, string name) =>
        target[name] is JsonValue value && value.GetValueKind() is JsonValueKind.Number && value.TryGetValue<long>(out var number)
            ? PermissionMode.TextOf(number)
            : JsonFields.Text(target, name);
}
