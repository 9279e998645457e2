using Shipkeeper.Engine.Journal;
using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Engine.Execution;

/// <summary>One run of one plan, open for writing. Disposing it closes the journal.</summary>
public sealed record Operation(string Id, Plan Plan, IJournal Journal) : IAsyncDisposable
{
    public Progress Progress => Progress.Of(Journal.Records);

    public ValueTask DisposeAsync() => Journal.DisposeAsync();
}

/// <summary>How an operation ended.</summary>
/// <param name="Cause">Why it did not succeed.</param>
public sealed record Outcome(string OperationId, OperationState State, Exception? Cause = null)
{
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>
/// The person who watches: told of every record after it is durable, and of what steps report meanwhile; one thing at a time.
/// An exception of theirs is dropped, and the operation goes on.
/// </summary>
public interface IOperationView
{
    void Begun(Operation operation);

    void Recorded(Operation operation, JournalRecord record);

    void Reported(Operation operation, StepId step, string text);
}
