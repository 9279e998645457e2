using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Tools.Compose;

/// <summary>
/// What makes the containers of a service, part by part: <c>command</c>, <c>ports</c>, <c>environment.LOG_LEVEL</c>, <c>configs.banner</c>. Each as a
/// SHA-256, which tells that a part has changed, and not what it says: it may hold secrets.
/// </summary>
public static class ServiceAspects
{
    private const string Environment = "environment";

    /// <summary>Kinds of which the files themselves, or a variable, may hold the content; Compose copies it into a container when it makes that.</summary>
    internal static readonly string[] Copied = ["configs", "secrets"];

    /// <summary>Judged by other means, or of no concern to a container that is there.</summary>
    private static readonly HashSet<string> LeftOut = ["image", "build", "pull_policy", "profiles", "develop", "scale"];

    /// <param name="model">The answer of <c>docker compose config --format json</c>.</param>
    /// <param name="settle">Of a part as it is written, what it says once all files are where they belong.</param>
    /// <param name="contents">Of variables: <c>secrets.token</c> → content.</param>
    /// <returns>Service → part → SHA-256 in hexadecimal.</returns>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Read(
        JsonElement model, Func<string, string> settle, IReadOnlyDictionary<string, JsonElement> contents) =>
        model.TryGetProperty("services", out var services) && services.ValueKind is JsonValueKind.Object
            ? services.EnumerateObject().ToDictionary(service => service.Name, IReadOnlyDictionary<string, string> (service) =>
                Of([.. Parts(service.Value), .. Contents(service.Value, model, contents)], settle))
            : new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <returns>Whether a part is content that Compose copies, and that it leaves out of the hash of a container.</returns>
    public static bool IsCopied(string part) => Copied.Any(kind => part.StartsWith(kind + ".", StringComparison.Ordinal));

    /// <returns>Each such part that a service has: <c>secrets.token</c>.</returns>
    internal static IEnumerable<string> ListCopied(JsonElement model) =>
        from service in Member(model, "services") is { ValueKind: JsonValueKind.Object } services ? services.EnumerateObject() : default
        from kind in Copied
        from source in Sources(Member(service.Value, kind))
        select $"{kind}.{source}";

    private static Dictionary<string, string> Of(IEnumerable<(string Name, JsonElement Value)> parts, Func<string, string> settle) =>
        parts.Where(part => part.Value.ValueKind is not JsonValueKind.Null).ToDictionary(part => part.Name, part => Hash(part.Value, settle));

    private static IEnumerable<(string Name, JsonElement Value)> Parts(JsonElement service) =>
        service.ValueKind is not JsonValueKind.Object ? []
        : service.EnumerateObject().Where(part => !LeftOut.Contains(part.Name)).SelectMany(part =>
            part is { Name: Environment, Value.ValueKind: JsonValueKind.Object }
                ? part.Value.EnumerateObject().Select(variable => ($"{Environment}.{variable.Name}", variable.Value))
                : [(part.Name, part.Value)]);

    private static IEnumerable<(string Name, JsonElement Value)> Contents(JsonElement service, JsonElement model, IReadOnlyDictionary<string, JsonElement> contents) =>
        from kind in Copied
        from source in Sources(Member(service, kind)).Distinct()
        let content = Member(Member(Member(model, kind), source), "content") ?? (contents.TryGetValue($"{kind}.{source}", out var value) ? value : null)
        where content is not null
        select ($"{kind}.{source}", content.Value);

    private static IEnumerable<string> Sources(JsonElement? uses) =>
        uses is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Select(use => Member(use, "source")?.GetString()).OfType<string>() : [];

    private static JsonElement? Member(JsonElement? of, string name) =>
        of is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var member) ? member : null;

    /// <returns>SHA-256, in hexadecimal, of what a part of the model says.</returns>
    internal static string Hash(JsonElement part, Func<string, string> settle) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(settle(CanonicalJson.Write(part)))));
}
