using System.Text.Json.Serialization;
using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Moves;

/// <summary>The answer of <c>plan --json</c>. Names are kept; new ones may come.</summary>
/// <param name="From">Number of the current release.</param>
/// <param name="To">Number that the release would have; null when nothing changes.</param>
/// <param name="Class">Of all services together.</param>
/// <param name="Pending">Migrations that the database does not have yet.</param>
/// <param name="Down">Services that do not run, do not change, and are not started.</param>
/// <param name="Hash">SHA-256 of the plan: two plans with one hash do the same.</param>
internal sealed record MoveReport(
    string Platform,
    int From,
    int? To,
    ChangeClass Class,
    IReadOnlyList<ServiceChange> Services,
    IReadOnlyList<string> Files,
    IReadOnlyList<string> Settings,
    IReadOnlyList<string> Pending,
    IReadOnlyList<string> Down,
    IReadOnlyList<string> Notes,
    IReadOnlyList<StepReport> Steps,
    string Hash)
{
    public static MoveReport Of(MoveView view, Plan plan) => new(
        view.Definition.Platform,
        view.From.Number,
        view.IsEmpty ? null : view.To.Number,
        view.Class,
        view.Changes,
        view.FileChanges,
        view.SettingChanges,
        view.Pending,
        view.LeftDown,
        view.Notes,
        [.. plan.EnumerateSteps().Select(step => new StepReport(step.Id.ToString(), step.Step.Kind, step.Role, step.Step.Reason))],
        plan.ComputeHash());
}

internal sealed record StepReport(string Step, string Kind, StageRole Role, string Reason);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(MoveReport))]
internal sealed partial class MoveJson : JsonSerializerContext;
