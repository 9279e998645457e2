using Shipkeeper.Engine.Journal;

namespace Shipkeeper.Snapshots;

/// <summary>
/// What a person has decided about the data of an operation that was stuck: its undo puts them back, as it would by itself, or leaves them as the
/// operation has made them. It stands in the journal, so that an undo that dies goes on with it.
/// </summary>
internal static class DataDecision
{
    public const string Keep = "keep";
    public const string Restore = "restore";
    private const string Fact = "data";

    /// <summary>To go into the journal.</summary>
    public static IReadOnlyDictionary<string, string> FactsOf(string decision) => new Dictionary<string, string> { [Fact] = decision };

    public static bool Keeps(PlatformSession session, string operationId) =>
        session.OperationStore.ReadUnfinished() is { } unfinished
        && unfinished.Id == operationId
        && unfinished.Records.LastOrDefault(record => record.Event is JournalEvent.Resumed)?.Fact(Fact) == Keep;
}
