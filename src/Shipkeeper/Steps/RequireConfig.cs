using Shipkeeper.Config;
using Shipkeeper.Engine.Planning;
using Shipkeeper.PlatformFile;

namespace Shipkeeper.Steps;

/// <param name="Force">What is missing is noted, and no reason to stop.</param>
internal sealed record RequireConfigInput(bool Force);

/// <summary>The gate of layer 3: every required section is set, and each is encrypted with the key of now.</summary>
internal sealed class RequireConfig(PlatformSession session) : LastingStepKind<RequireConfigInput>(Name, StepsJson.Default.RequireConfigInput)
{
    private const string Name = "require-config";

    public static Step Step(RequireConfigInput input, string reason) => Engine.Planning.Step.Of(Name, input, StepsJson.Default.RequireConfigInput, reason);

    /// <summary>An answer is only true for its moment, so it is always asked for.</summary>
    protected override Task<bool> IsDoneAsync(RequireConfigInput input, StepScope scope, CancellationToken ct) => Task.FromResult(false);

    protected override async Task ApplyAsync(RequireConfigInput input, StepScope scope, CancellationToken ct)
    {
        var sections = session.Platform.Definition.Config.Values;
        if (!sections.Any(section => section.Required || SectionKeys.NamesOf(section).Count > 0))
        {
            return;
        }

        await using var store = await ConfigStore.OpenAsync(session, scope.OperationId, ct);
        await RequireKeysAsync(store, ct);
        var missing = await FindMissingAsync(store, input.Force, ct);
        if (missing.Count > 0 && !input.Force)
        {
            throw RequireConfigErrors.Missing(missing);
        }

        if (missing.Count > 0)
        {
            await scope.NoteAsync(new Dictionary<string, string> { ["warning"] = RequireConfigErrors.Describe(missing) });
        }
    }

    private async Task RequireKeysAsync(ConfigStore store, CancellationToken ct)
    {
        var changed = SectionKeys.FindChanged(session.Platform, await store.ReadKeysAsync(ct));
        if (changed.Count > 0)
        {
            throw ConfigErrors.KeyChanged(changed, session.Platform.Definition.Config[changed[0].Section]);
        }
    }

    private async Task<IReadOnlyList<ConfigSectionDefinition>> FindMissingAsync(ConfigStore store, bool force, CancellationToken ct)
    {
        var missing = new List<ConfigSectionDefinition>();
        foreach (var section in session.Platform.Definition.Config.Values.Where(section => section.Required))
        {
            if (!await IsSetAsync(store, section, force, ct))
            {
                missing.Add(section);
            }
        }

        return missing;
    }

    /// <summary>Where the application makes its tables by itself, nobody can ask before it has started once; that is what force is for.</summary>
    private static async Task<bool> IsSetAsync(ConfigStore store, ConfigSectionDefinition section, bool force, CancellationToken ct)
    {
        try
        {
            return await store.IsSetAsync(section, ct) is true;
        }
        catch (ShipkeeperException failure) when (force && failure.Code == ConfigErrors.SqlCode)
        {
            return false;
        }
    }
}
