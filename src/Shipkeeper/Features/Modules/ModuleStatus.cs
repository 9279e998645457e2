using System.Text.Json.Serialization;
using Shipkeeper.Modules;

namespace Shipkeeper.Features.Modules;

/// <summary>One module and how its last run ended, as <c>modules status --json</c> tells it.</summary>
/// <param name="LastRun">Null when no run is remembered.</param>
internal sealed record ModuleStatus(ModuleReport Module, IReadOnlyList<ModuleComponent> Components, ModuleLastRun? LastRun)
{
    public static ModuleStatus Of(ModuleSession session, InstalledModule module)
    {
        var lastRun = ModuleLastRun.FindAll(session, [module.Name]).GetValueOrDefault(module.Name);
        return new(
            ModuleReport.Of(session, module, lastRun),
            module.Index is null ? [] : ModuleSwitch.ListComponents(session.Tree.ReadIndex(module.Name)!),
            lastRun);
    }

    public IEnumerable<IReadOnlyList<string>> Rows()
    {
        yield return ["module", Module.Name];
        yield return ["version", Module.Version ?? "unreadable"];
        if (Module.Description is { Length: > 0 } description)
        {
            yield return ["description", description];
        }

        yield return ["state", Module.Problem ?? (Module.Enabled ? "enabled" : "disabled")];
        if (Components.Count > 0)
        {
            yield return ["components", string.Join(", ", Components.Select(component => component.Enabled ? component.Name : $"{component.Name} (disabled)"))];
        }

        if (Module.Branch is { } branch)
        {
            yield return ["branch", branch];
        }

        if (Module.Unproven is { } from)
        {
            yield return ["new code", $"has not run well yet; version {from} is back if it fails"];
        }

        if (Module.Failed is { } failed)
        {
            yield return ["failed", $"version {failed.Version} on {failed.At:yyyy-MM-dd HH:mm} UTC: {failed.Reason}"];
        }

        yield return ["last run", LastRun is { } last ? $"{last.At:yyyy-MM-dd HH:mm} UTC: {last.Error ?? (last.Ended ? "good" : last.Stopped ? "stopped" : "not ended")}" : "none"];
        if (LastRun is { Log: { } log })
        {
            yield return ["log", log];
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ModuleStatus))]
internal sealed partial class ModuleStatusJson : JsonSerializerContext;
