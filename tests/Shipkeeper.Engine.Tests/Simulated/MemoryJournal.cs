using Shipkeeper.Engine.Journal;

namespace Shipkeeper.Engine.Tests.Simulated;

/// <summary>A journal over a list that outlives the process. A moment to die lies before and after each line becomes durable.</summary>
/// <param name="durable">What the disk holds.</param>
/// <param name="losesAppend">The append, counted from one, after which the disk takes nothing more.</param>
/// <param name="lostLineIsDurable">A failed sync does not say whether the line reached the disk.</param>
internal sealed class MemoryJournal(
    List<JournalRecord> durable, SimulatedProcess process, TimeProvider time, int? losesAppend = null, bool lostLineIsDurable = false) : IJournal
{
    private int _appends;

    public IReadOnlyList<JournalRecord> Records => [.. durable];

    public async Task<JournalRecord> AppendAsync(JournalEntry entry)
    {
        await process.MomentAsync();
        _appends++;
        if (_appends > losesAppend || (_appends == losesAppend && !lostLineIsDurable))
        {
            throw JournalErrors.Lost("journal.jsonl", "no space left on device");
        }

        var record = new JournalRecord(durable.Count + 1, time.GetUtcNow(), entry.Event, entry.Step, entry.Facts, JournalLine.Origin);
        durable.Add(record);
        if (_appends == losesAppend)
        {
            throw JournalErrors.Lost("journal.jsonl", "input/output error");
        }

        await process.MomentAsync();
        return record;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
