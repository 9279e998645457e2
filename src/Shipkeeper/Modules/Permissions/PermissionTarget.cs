using System.Text.Json;
using System.Text.Json.Nodes;

namespace Shipkeeper.Modules.Permissions;

/// <summary>What is to be changed, as it was asked for: names are not looked up yet, and modes are texts.</summary>
/// <param name="FolderMode">Of folders, where it is another than that of files.</param>
internal sealed record PermissionTarget(string Path, string? Owner, string? Group, string? Mode, string? FolderMode, bool Recursive)
{
    /// <summary>What of it is not understood; null for one that is.</summary>
    public string? Fault { get; init; }

    private bool AsksForNothing => (Owner ?? Group ?? Mode ?? FolderMode) is null;

    /// <summary>
    /// What an index declares: <c>config.directories</c>, a target for each name, and <c>config.permissions</c>, a list of targets. Either may be
    /// a list or have names; the name of one that has no path is its path. A directory may be declared for the module's own use, and asks for
    /// nothing then; of permissions everything must be understood.
    /// </summary>
    public static IReadOnlyList<PermissionTarget> ListDeclared(JsonObject index) =>
        ModuleConfig.Of(index) is not { } config ? [] :
        [
            .. Read(config["directories"]).Where(target => target.Fault is null || !target.AsksForNothing),
            .. Read(config["permissions"]).Select(target => target is { Fault: null, AsksForNothing: true } ? target with { Fault = "it asks for neither owner, group nor mode" } : target),
        ];

    public static IReadOnlyList<PermissionTarget> ReadAll(JsonNode? targets) => [.. Read(targets)];

    private static IEnumerable<PermissionTarget> Read(JsonNode? targets) => targets switch
    {
        null => [],
        JsonArray list => list.Select((target, index) => Of(target, name: "", $"target {index + 1}")),
        JsonObject one when one["path"] is JsonValue => [Of(one, name: "", "")],
        JsonObject named => named.Select(member => Of(member.Value, member.Key, member.Key)),
        _ => [Of(targets, name: "", "permissions")],
    };

    /// <param name="place">Where it stands, for one that is no target at all.</param>
    private static PermissionTarget Of(JsonNode? target, string name, string place)
    {
        if (target is not JsonObject fields)
        {
            return new(place, null, null, null, null, Recursive: false) { Fault = $"{target?.ToJsonString() ?? "null"} is no target: {{\"path\": …, \"mode\": …}} is one" };
        }

        var recursive = JsonFields.Text(fields, "recursive")?.ToLowerInvariant();
        return new(
            JsonFields.Text(fields, "path") ?? name,
            JsonFields.Text(fields, "owner", "user"),
            JsonFields.Text(fields, "group"),
            ModeOf(fields, "mode") ?? ModeOf(fields, "file_mode") ?? ModeOf(fields, "permissions"),
            ModeOf(fields, "directory_mode") ?? ModeOf(fields, "dir_mode"),
            recursive is "true" or "1" or "yes")
        {
            Fault = recursive is null or "true" or "1" or "yes" or "false" or "0" or "no" ? null : $"'recursive' is '{recursive}', neither true nor false",
        };
    }

    private static string? ModeOf(JsonObject target, string name) =>
        target[name] is JsonValue value && value.GetValueKind() is JsonValueKind.Number && value.TryGetValue<long>(out var number)
            ? PermissionMode.TextOf(number)
            : JsonFields.Text(target, name);
}
