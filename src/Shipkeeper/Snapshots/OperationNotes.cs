using Shipkeeper.Engine.Journal;

namespace Shipkeeper.Snapshots;

/// <summary>
/// What the steps of an operation have noted in its journal. It tells that something was there, when the world no longer has it; what is
/// there, the world tells.
/// </summary>
internal static class OperationNotes
{
    public static bool Has(PlatformSession session, string operationId, string fact) => Find(session, operationId, fact) is not null;

    /// <returns>The value that was noted last; null when none was.</returns>
    public static string? Find(PlatformSession session, string operationId, string fact) => session.OperationStore.ListIds().Contains(operationId)
        ? session.OperationStore.Read(operationId).Records.Where(record => record.Event is JournalEvent.StepNoted).Select(record => record.Fact(fact)).OfType<string>().LastOrDefault()
        : null;
}
