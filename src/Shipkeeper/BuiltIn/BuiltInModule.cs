using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Shipkeeper.BuiltIn;

/// <summary>A built-in module with its configuration as a type.</summary>
internal abstract class BuiltInModule<TConfig>(string name, string description, JsonTypeInfo<TConfig> configType) : IBuiltInModule
    where TConfig : class, new()
{
    public string Name => name;

    public string Description => description;

    public JsonElement UsualConfig => JsonSerializer.SerializeToElement(new TConfig(), configType);

    public Task<bool> RunAsync(BuiltInRun run, CancellationToken ct) => RunAsync(run, Read(run.Config), ct);

    protected abstract Task<bool> RunAsync(BuiltInRun run, TConfig config, CancellationToken ct);

    /// <summary>In the words of whoever wrote the file: the serializer's own name types of ours.</summary>
    private string Describe(JsonException failure, JsonElement config)
    {
        if (config.ValueKind is not JsonValueKind.Object)
        {
            return "'config' is no object";
        }

        var place = failure.Path?.Replace("$.", "", StringComparison.Ordinal) ?? "";
        return UsualConfig.TryGetProperty(place, out var usual) ? $"'{place}' is to be {Kind(usual)}"
            : place.Contains('[') ? $"'{place}' is not of the kind that docs/modules.md wants there"
            : $"there is no setting '{place}'; there are {string.Join(", ", UsualConfig.EnumerateObject().Select(known => known.Name))}";
    }

    private static string Kind(JsonElement usual) => usual.ValueKind switch
    {
        JsonValueKind.Number => "a whole number, 0 or more",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        _ => "a list",
    };

    /// <summary>No setting of any module has a sense for it.</summary>
    private static string? FindNegative(JsonElement config) =>
        config.ValueKind is not JsonValueKind.Object ? null
        : config.EnumerateObject().Where(setting => setting.Value.ValueKind is JsonValueKind.Number && setting.Value.GetInt64() < 0).Select(setting => setting.Name).FirstOrDefault();

    private TConfig Read(JsonElement config)
    {
        try
        {
            var read = config.Deserialize(configType) ?? new();
            return FindNegative(config) is { } setting ? throw BuiltInErrors.BadConfig(name, $"'{setting}' is to be {Kind(UsualConfig.GetProperty(setting))}") : read;
        }
        catch (JsonException failure)
        {
            throw BuiltInErrors.BadConfig(name, Describe(failure, config));
        }
    }
}
