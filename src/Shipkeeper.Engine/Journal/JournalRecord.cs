using System.Text.Json.Serialization;

namespace Shipkeeper.Engine.Journal;

/// <summary>What a line of the journal says. Names are never changed: old journals are read for ever.</summary>
[JsonConverter(typeof(EnumNameConverter<JournalEvent>))]
public enum JournalEvent
{
    [JsonStringEnumMemberName("planned")]
    Planned,
    [JsonStringEnumMemberName("running")]
    Running,
    [JsonStringEnumMemberName("step-begun")]
    StepBegun,
    [JsonStringEnumMemberName("step-done")]
    StepDone,
    [JsonStringEnumMemberName("step-already-done")]
    StepAlreadyDone,
    [JsonStringEnumMemberName("step-noted")]
    StepNoted,
    [JsonStringEnumMemberName("step-failed")]
    StepFailed,
    [JsonStringEnumMemberName("serving")]
    Serving,
    [JsonStringEnumMemberName("undoing")]
    Undoing,
    [JsonStringEnumMemberName("undo-begun")]
    UndoBegun,
    [JsonStringEnumMemberName("undo-done")]
    UndoDone,
    [JsonStringEnumMemberName("undo-failed")]
    UndoFailed,
    [JsonStringEnumMemberName("recovery-attempt")]
    RecoveryAttempt,
    [JsonStringEnumMemberName("warning")]
    Warning,
    [JsonStringEnumMemberName("tail-cut")]
    TailCut,
    [JsonStringEnumMemberName("succeeded")]
    Succeeded,
    [JsonStringEnumMemberName("rolled-back")]
    RolledBack,
    [JsonStringEnumMemberName("interrupted")]
    Interrupted,
    [JsonStringEnumMemberName("stuck")]
    Stuck,
    [JsonStringEnumMemberName("resumed")]
    Resumed,
    [JsonStringEnumMemberName("abandoned")]
    Abandoned,
}

/// <summary>What is to be written: an event, the step it concerns, and facts for people. Never a secret value.</summary>
public sealed record JournalEntry(JournalEvent Event, string? Step = null, IReadOnlyDictionary<string, string>? Facts = null);

/// <summary>One line of a journal.</summary>
/// <param name="Number">Counts from one within the operation.</param>
/// <param name="Previous">SHA-256 of the line before, lower-case hexadecimal; of the previous operation's last line in a first line.</param>
public sealed record JournalRecord(
    [property: JsonRequired] long Number,
    [property: JsonRequired] DateTimeOffset At,
    [property: JsonRequired] JournalEvent Event,
    string? Step,
    IReadOnlyDictionary<string, string>? Facts,
    [property: JsonRequired] string Previous)
{
    /// <summary>The event concerns one step.</summary>
    internal bool NeedsStep => Event is JournalEvent.StepBegun or JournalEvent.StepDone or JournalEvent.StepAlreadyDone or JournalEvent.StepNoted
        or JournalEvent.StepFailed or JournalEvent.UndoBegun or JournalEvent.UndoDone or JournalEvent.UndoFailed;

    public string? Fact(string name) => Facts?.GetValueOrDefault(name);
}
