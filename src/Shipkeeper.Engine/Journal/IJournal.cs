namespace Shipkeeper.Engine.Journal;

/// <summary>The append-only record of one operation, and the truth after a crash.</summary>
public interface IJournal : IAsyncDisposable
{
    IReadOnlyList<JournalRecord> Records { get; }

    /// <summary>
    /// Returns once the record is on disk for good. After a failure nothing more is accepted: what was announced must then not be done.
    /// </summary>
    /// <exception cref="ShipkeeperException"><see cref="JournalErrors.IsLost"/> tells that the record may not be on disk.</exception>
    Task<JournalRecord> AppendAsync(JournalEntry entry);
}
