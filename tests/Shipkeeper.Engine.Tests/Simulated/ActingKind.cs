using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Engine.Tests.Simulated;

/// <summary>A kind of step made of four functions; by default it is never done, and doing and undoing it is nothing.</summary>
internal sealed class ActingKind(string kind) : IStepKind
{
    public string Kind => kind;

    public bool CanUndo { get; init; } = true;

    public bool Lasts { get; init; }

    public Func<bool> IsDone { get; init; } = () => false;

    public Func<CancellationToken, Task> Apply { get; init; } = _ => Task.CompletedTask;

    public Func<Task> Settle { get; init; } = () => Task.CompletedTask;

    public Func<Task> Undo { get; init; } = () => Task.CompletedTask;

    public Task<bool> IsDoneAsync(Step step, StepScope scope, CancellationToken ct) => Task.FromResult(IsDone());

    public Task ApplyAsync(Step step, StepScope scope, CancellationToken ct)
    {
        scope.Report($"applying {kind}");
        return Apply(ct);
    }

    public Task SettleAsync(Step step, StepScope scope, DateTimeOffset begun, CancellationToken ct) => Settle();

    public Task UndoAsync(Step step, StepScope scope, CancellationToken ct) => Undo();
}
