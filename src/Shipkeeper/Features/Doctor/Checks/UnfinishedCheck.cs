using Shipkeeper.Engine.Execution;
using Shipkeeper.Model;

namespace Shipkeeper.Features.Doctor.Checks;

/// <summary>No operation is left unfinished by a process that is gone.</summary>
internal sealed class UnfinishedCheck : ICheck
{
    public string Name => "operations";

    public Task<IReadOnlyList<Finding>> RunAsync(PlatformSession session, CancellationToken ct) => Task.FromResult<IReadOnlyList<Finding>>([.. Find(session)]);

    private static IEnumerable<Finding> Find(PlatformSession session)
    {
        if (session.FindUnfinished() is not var (operation, held) || held.IsHeld)
        {
            return [];
        }

        return operation.Progress.State is OperationState.Stuck
            ? [new(ExecutionErrors.StuckCode, Severity.Error, $"'{operation.Plan.Verb}' is stuck: {operation.Progress.Cause}", $"shipkeeper operations {operation.Id}")]
            : [new(DoctorErrors.UnfinishedCode, Severity.Warning, $"'{operation.Plan.Verb}' did not end; the next command ends it first", "shipkeeper start")];
    }
}
