using System.Text.Json.Serialization;
using Shipkeeper.Engine.Journal;
using Shipkeeper.Modules;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Features.Modules;

/// <summary>One module and how its last run ended, as <c>modules status --json</c> tells it.</summary>
/// <param name="LastRun">Null when no run is remembered.</param>
internal sealed record ModuleStatus(ModuleReport Module, IReadOnlyList<ModuleComponent> Components, ModuleLastRun? LastRun)
{
    public static ModuleStatus Of(ModuleSession session, InstalledModule module) => new(
        ModuleReport.Of(session, module),
        module.Index is null ? [] : ModuleSwitch.ListComponents(session.Tree.ReadIndex(module.Name)!),
        ModuleLastRun.Find(session, module.Name));

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

        yield return ["last run", LastRun is { } last ? $"{last.At:yyyy-MM-dd HH:mm} UTC: {last.Error ?? (last.Ended ? "good" : "not ended")}" : "none"];
        if (LastRun is { Log: { } log })
        {
            yield return ["log", log];
        }
    }
}

/// <param name="Ended">Whether its end is in the journal.</param>
/// <param name="Error">Why it failed; null where it did not.</param>
/// <param name="Log">Where what it wrote is, with that of the other modules of that run.</param>
internal sealed record ModuleLastRun(DateTimeOffset At, bool Ended, string? Error, string? Log)
{
    public static ModuleLastRun? Find(ModuleSession session, string module)
    {
        foreach (var id in session.OperationStore.ListIds().Reverse())
        {
            if (Of(session, session.OperationStore.Read(id), module) is { } run)
            {
                return run;
            }
        }

        return null;
    }

    private static ModuleLastRun? Of(ModuleSession session, KeptOperation operation, string module)
    {
        var places = operation.Plan.EnumerateSteps().Where(step => RunModule.IsOf(step.Step, module)).Select(step => step.Id.ToString()).ToList();
        var lines = operation.Records.Where(record => record.Step is { } step && places.Contains(step)).ToList();
        return lines.FirstOrDefault(record => record.Event is JournalEvent.StepBegun) is not { } begun
            ? null
            : new(
                begun.At,
                lines.Any(record => record.Event is JournalEvent.StepDone or JournalEvent.StepFailed),
                lines.Select(record => record.Fact(RunModule.ErrorFact)).OfType<string>().FirstOrDefault() ?? (lines.Any(record => record.Event is JournalEvent.StepFailed) ? "it was stopped" : null),
                session.Tree.Files.Exists(session.LogOf(operation.Id)) ? session.Tree.Files.Resolve(session.LogOf(operation.Id)) : null);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ModuleStatus))]
internal sealed partial class ModuleStatusJson : JsonSerializerContext;
