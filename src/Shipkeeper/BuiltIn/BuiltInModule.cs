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

    private TConfig Read(JsonElement config)
    {
        try
        {
            return config.Deserialize(configType) ?? new();
        }
        catch (JsonException failure)
        {
            throw BuiltInErrors.BadConfig(name, failure.Message);
        }
    }
}
