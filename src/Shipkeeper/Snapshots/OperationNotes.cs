using Shipkeeper.Engine.Journal;

namespace Shipkeeper.Snapshots;

/// <summary>
/// What the steps of an operation have noted in its journal. It tells that something was there, when the world no longer has it; what is
/// there, the world tells.
/// </summary>
internal static class OperationNotes
{
    public static bool Has(PlatformSession session, string operationId, string fact) =>
        session.OperationStore.ListIds().Contains(operationId)
        && session.OperationStore.Read(operationId).Records.Any(record => record.Event is JournalEvent.StepNoted && record.Fact(fact) is not null);
}
