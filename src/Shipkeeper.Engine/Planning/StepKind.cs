using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Shipkeeper.Engine.Planning;

/// <summary>What a running step knows of its operation, and its two voices.</summary>
/// <param name="Report">Tells the person who watches, and nobody later.</param>
/// <param name="NoteAsync">Writes facts into the journal: readings, ids that an undo needs. Never a secret value.</param>
public sealed record StepScope(
    string OperationId, StepId Id, Action<string> Report, Func<IReadOnlyDictionary<string, string>, Task> NoteAsync);

/// <summary>
/// One kind of change. All its methods observe the world (engine, disk, database) and trust no record of it;
/// apply and undo are safe to run twice.
/// </summary>
public interface IStepKind
{
    string Kind { get; }

    /// <summary>False for a kind that has a place in forward-only operations alone.</summary>
    bool CanUndo { get; }

    /// <summary>True for a kind whose work stays when its operation is undone: then nothing is done, and nothing is said.</summary>
    bool Lasts { get; }

    /// <summary>Whether the world already is as <see cref="ApplyAsync"/> would make it.</summary>
    Task<bool> IsDoneAsync(Step step, StepScope scope, CancellationToken ct);

    Task ApplyAsync(Step step, StepScope scope, CancellationToken ct);

    /// <summary>
    /// Waits until nobody works any more for a step whose process has died, such as an engine that still stops a container. Changes nothing: recovery
    /// has decided nothing yet.
    /// </summary>
    /// <param name="begun">When the step was announced.</param>
    Task SettleAsync(Step step, StepScope scope, DateTimeOffset begun, CancellationToken ct);

    Task UndoAsync(Step step, StepScope scope, CancellationToken ct);
}

/// <summary>A step kind with its input as a type; the type info reads it back in a restarted process, without reflection.</summary>
public abstract class StepKind<TInput>(string kind, JsonTypeInfo<TInput> inputType) : IStepKind
{
    public string Kind => kind;

    public abstract bool CanUndo { get; }

    public virtual bool Lasts => false;

    Task<bool> IStepKind.IsDoneAsync(Step step, StepScope scope, CancellationToken ct) => IsDoneAsync(Read(step), scope, ct);

    Task IStepKind.ApplyAsync(Step step, StepScope scope, CancellationToken ct) => ApplyAsync(Read(step), scope, ct);

    Task IStepKind.SettleAsync(Step step, StepScope scope, DateTimeOffset begun, CancellationToken ct) => SettleAsync(Read(step), scope, begun, ct);

    Task IStepKind.UndoAsync(Step step, StepScope scope, CancellationToken ct) => UndoAsync(Read(step), scope, ct);

    protected abstract Task<bool> IsDoneAsync(TInput input, StepScope scope, CancellationToken ct);

    protected abstract Task ApplyAsync(TInput input, StepScope scope, CancellationToken ct);

    protected virtual Task SettleAsync(TInput input, StepScope scope, DateTimeOffset begun, CancellationToken ct) => Task.CompletedTask;

    protected abstract Task UndoAsync(TInput input, StepScope scope, CancellationToken ct);

    private TInput Read(Step step) =>
        step.Input.Deserialize(inputType) ?? throw new JsonException($"The input of '{kind}' is empty.");
}

/// <summary>A kind whose work may stay when its operation is undone: nothing that is put back ever sees it, or another step takes it back.</summary>
public abstract class LastingStepKind<TInput>(string kind, JsonTypeInfo<TInput> inputType) : StepKind<TInput>(kind, inputType)
{
    public sealed override bool CanUndo => true;

    public sealed override bool Lasts => true;

    protected sealed override Task UndoAsync(TInput input, StepScope scope, CancellationToken ct) =>
        throw new NotSupportedException($"What '{Kind}' has done stays.");
}

/// <summary>A kind that only forward-only operations use: what it did stays.</summary>
public abstract class ForwardStepKind<TInput>(string kind, JsonTypeInfo<TInput> inputType) : StepKind<TInput>(kind, inputType)
{
    public sealed override bool CanUndo => false;

    protected sealed override Task UndoAsync(TInput input, StepScope scope, CancellationToken ct) =>
        throw new NotSupportedException($"'{Kind}' belongs to forward-only operations.");
}
