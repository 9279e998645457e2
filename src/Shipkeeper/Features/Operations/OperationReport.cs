using System.Text.Json.Serialization;
using Shipkeeper.Engine.Execution;
using Shipkeeper.Engine.Journal;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Features.Operations;

/// <summary>One line of the list. Times are UTC.</summary>
/// <param name="Ended">Null while it has not.</param>
/// <param name="Cause">Why it did not go to its end.</param>
internal sealed record OperationReport(string Id, string Verb, string Actor, string State, DateTimeOffset Began, DateTimeOffset? Ended, string? Cause)
{
    public static OperationReport Of(KeptOperation kept) => new(
        kept.Id,
        kept.Plan.Verb,
        kept.Actor,
        StateName(kept.Progress.State),
        OperationId.TimeOf(kept.Id),
        kept.Progress.IsEnded ? kept.Records[^1].At : null,
        kept.Progress.Cause);

    private static string StateName(OperationState state) => state is OperationState.RolledBack ? "rolled-back" : state.ToString().ToLowerInvariant();
}

/// <summary>One operation in full: its plan's hash, and every record of its journal.</summary>
internal sealed record OperationDetails(OperationReport Operation, string PlanHash, IReadOnlyList<StepReport> Steps, IReadOnlyList<JournalRecord> Journal)
{
    public static OperationDetails Of(KeptOperation kept) => new(
        OperationReport.Of(kept),
        kept.Plan.ComputeHash(),
        [.. kept.Plan.EnumerateSteps().Select(step => new StepReport(step.Id.ToString(), step.Step.Kind, step.Step.Reason))],
        kept.Records);
}

internal sealed record StepReport(string Id, string Kind, string Reason);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(List<OperationReport>))]
[JsonSerializable(typeof(OperationDetails))]
internal sealed partial class OperationsJson : JsonSerializerContext;
