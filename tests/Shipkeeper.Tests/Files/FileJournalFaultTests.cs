using Shipkeeper.Engine.Journal;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Tests.Files;

public sealed class FileJournalFaultTests : StraceTest
{
    private string JournalPath => Path.Combine(Folder.Path, "journal.jsonl");

    public FileJournalFaultTests()
    {
        using var empty = File.Create(JournalPath);
    }

    [Fact]
    public async Task Appends_at_once_share_few_syncs()
    {
        var calls = await Strace.CallsAsync("fsync", ["append-side-by-side", JournalPath, "1000"]);

        Assert.InRange(calls.Count, 1, 200);
        Assert.Equal(1000, JournalContent.Read(JournalPath).Records.Count);
    }

    [Fact]
    public async Task One_append_after_the_other_is_one_sync_each()
    {
        Assert.Equal(5, (await Strace.CallsAsync("fsync", ["append", JournalPath, "5"])).Count);
    }

    [Theory]
    [InlineData("fsync:error=EIO:when=1", "lost lost lost lost lost")]
    [InlineData("fsync:error=EIO:when=3", "1 2 lost lost lost")]
    [InlineData("fsync:error=ENOSPC:when=3", "1 2 lost lost lost")]
    [InlineData("pwrite64:error=ENOSPC:when=3", "1 2 lost lost lost")]
    [InlineData("pwrite64:error=EIO:when=5", "1 2 3 4 lost")]
    public async Task After_a_record_that_did_not_reach_the_disk_none_is_accepted(string fault, string expected)
    {
        var result = await Strace.InjectAsync(fault, ["append", JournalPath, "5"]);

        Assert.Equal((expected, ""), (result.Output.ReplaceLineEndings(" "), result.Errors));
        await using var journal = FileJournal.Open(JournalPath, TimeProvider.System);
        Assert.InRange(journal.Records.Count, expected.Split(' ').Count(word => word != "lost"), 5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task A_record_that_was_told_to_be_on_disk_is_there_after_a_kill(int sync)
    {
        var result = await Strace.InjectAsync($"fsync:signal=KILL:when={sync}", ["append", JournalPath, "5"]);

        var told = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
        await using var journal = FileJournal.Open(JournalPath, TimeProvider.System);
        Assert.Equal(sync - 1, told);
        Assert.InRange(journal.Records.Count, told, told + 1);
    }

    [Theory]
    [InlineData("fsync:error=EIO:when=1")]
    [InlineData("rename:error=EIO:when=1")]
    [InlineData("fsync:signal=KILL:when=1")]
    [InlineData("rename:signal=KILL:when=1")]
    [InlineData("fsync:signal=KILL:when=2")]
    public async Task A_journal_whose_opening_fails_is_opened_by_the_next(string fault)
    {
        await using (var journal = FileJournal.Begin(JournalPath, JournalLine.Origin, TimeProvider.System))
        {
            await journal.AppendAsync(new(JournalEvent.Running));
        }

        File.AppendAllLines(JournalPath, ["torn"]);

        await Strace.InjectAsync(fault, ["open-journal", JournalPath]);

        await using var again = FileJournal.Open(JournalPath, TimeProvider.System);
        Assert.Equal([JournalEvent.Running, JournalEvent.TailCut], again.Records.Select(record => record.Event).Distinct());
        Assert.Equal(["journal.jsonl"], Directory.EnumerateFiles(Folder.Path).Select(Path.GetFileName));
    }
}
