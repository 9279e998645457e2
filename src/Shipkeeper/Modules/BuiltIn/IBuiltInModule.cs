using System.Text.Json;

namespace Shipkeeper.Modules.BuiltIn;

/// <summary>
/// A module that is part of Shipkeeper. It is a module like any other: a folder with an index in the module tree, switched on and off, in a process of its own
/// with a time limit, spoken to by the protocol of native modules.
/// </summary>
internal interface IBuiltInModule
{
    /// <summary>Also that of its folder.</summary>
    string Name { get; }

    string Description { get; }

    /// <summary>What its index begins with.</summary>
    JsonElement UsualConfig { get; }

    /// <param name="run">What is wanted, and the way to tell how it goes.</param>
    /// <returns>Whether anything was changed; for a check, whether anything would be.</returns>
    /// <exception cref="ShipkeeperException">It could not be done, or what was done is not good.</exception>
    Task<bool> RunAsync(BuiltInRun run, CancellationToken ct);
}

/// <summary>One run of a built-in module.</summary>
/// <param name="Applies">False for a check, which changes nothing.</param>
/// <param name="Config">What the index says for the module.</param>
/// <param name="Log">Takes what a person should read later.</param>
internal sealed record BuiltInRun(bool Applies, JsonElement Config, Action<string> Log);

/// <summary>A built-in module with its configuration as a type.</summary>
internal abstract class BuiltInModule<TConfig>(string name, string description, System.Text.Json.Serialization.Metadata.JsonTypeInfo<TConfig> configType) : IBuiltInModule
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
