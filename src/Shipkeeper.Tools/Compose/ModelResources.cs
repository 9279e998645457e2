using System.Text.Json;

namespace Shipkeeper.Tools.Compose;

/// <summary>Networks and volumes as the compose files define them: what Compose makes once, before any container, and hardly ever again. Pure.</summary>
public static class ModelResources
{
    /// <summary>What the names of networks begin with.</summary>
    public const string Network = "networks.";

    private static readonly string[] Kinds = ["networks", "volumes"];

    /// <param name="model">The answer of <c>docker compose config --format json</c>.</param>
    /// <param name="settle">Of a definition as it is written, what it says once all files are where they belong.</param>
    /// <returns><c>networks.back</c> → SHA-256 of its definition in hexadecimal; those of others, <c>external</c>, are left out.</returns>
    public static IReadOnlyDictionary<string, string> Read(JsonElement model, Func<string, string> settle) => (
        from kind in Kinds
        where model.TryGetProperty(kind, out var defined) && defined.ValueKind is JsonValueKind.Object
        from definition in model.GetProperty(kind).EnumerateObject()
        where !IsExternal(definition.Value)
        select (Name: $"{kind}.{definition.Name}", Hash: ServiceAspects.Hash(definition.Value, settle))).ToDictionary(resource => resource.Name, resource => resource.Hash);

    private static bool IsExternal(JsonElement definition) =>
        definition.ValueKind is JsonValueKind.Object && definition.TryGetProperty("external", out var external) && external.ValueKind is JsonValueKind.True;
}
