using System.Text.Json.Serialization;
using Shipkeeper.Modules;

namespace Shipkeeper.Features.Modules;

/// <summary>One module as <c>modules list --json</c> tells it. Names are kept; new ones may come.</summary>
/// <param name="Unproven">The version before this one, which is back when this one fails; null when it has run well, or replaced none.</param>
/// <param name="Failed">A version that was taken out again, and why.</param>
/// <param name="LastEnded">False where its last run was stopped or killed, or has not ended yet.</param>
/// <param name="LastStopped">Its last run was stopped by Ctrl-C or SIGTERM.</param>
/// <param name="LastError">Why its last run failed; null where it did not, or none is remembered.</param>
/// <param name="Problem">Why it cannot be run.</param>
internal sealed record ModuleReport(
    string Name,
    string? Version,
    string? Description,
    bool Enabled,
    int? Priority,
    string? Group,
    string? Branch,
    string? Unproven,
    ModuleFailureReport? Failed,
    bool LastEnded,
    bool LastStopped,
    string? LastError,
    string? Problem)
{
    public static ModuleReport Of(ModuleSession session, InstalledModule module, ModuleLastRun? lastRun) => new(
        module.Name,
        module.Index?.VersionText,
        module.Index?.Description,
        module.IsEnabled,
        module.Index?.Priority,
        module.Index?.Group,
        module.Index?.Branch,
        session.ReplacementOf(module.Name).FindUnproven()?.From,
        session.ReplacementOf(module.Name).FindFailure() is { } failure ? new(failure.Version, failure.Reason, failure.At) : null,
        lastRun is null or { Ended: true },
        lastRun is { Stopped: true },
        lastRun?.Error,
        module.Problem?.Message);

    public IReadOnlyList<string> Row() =>
    [
        Name,
        Version ?? "",
        Priority?.ToString() ?? "",
        Group ?? "",
        Problem is not null ? "unreadable" : !Enabled ? "disabled" : LastError is not null ? "failed" : LastStopped ? "stopped" : LastEnded ? "" : "not ended",
        Problem ?? (Enabled ? LastError : null) ?? (Failed is null ? Description ?? "" : $"{Failed.Version} failed on {Failed.At:yyyy-MM-dd}: {Failed.Reason}"),
    ];
}

internal sealed record ModuleFailureReport(string Version, string Reason, DateTimeOffset At);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(IReadOnlyList<ModuleReport>))]
internal sealed partial class ModuleReportJson : JsonSerializerContext;
