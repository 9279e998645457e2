using Shipkeeper.Engine;
using Shipkeeper.Engine.Journal;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Tests.Files;

public sealed class FileJournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string JournalPath => Path.Combine(_folder.Path, "journal.jsonl");

    public FileJournalTests()
    {
        using var empty = File.Create(JournalPath);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_appended_is_there_again_after_a_restart()
    {
        await using (var journal = FileJournal.Begin(JournalPath, "of the operation before", TimeProvider.System))
        {
            await journal.AppendAsync(new(JournalEvent.Planned, Facts: new Dictionary<string, string> { ["actor"] = "Jörg\n\"root\" \ud83d\udea2" }));
            await journal.AppendAsync(new(JournalEvent.StepBegun, "1.1"));
        }

        await using var again = FileJournal.Open(JournalPath, TimeProvider.System);
        var last = await again.AppendAsync(new(JournalEvent.StepDone, "1.1"));

        Assert.Equal([1, 2, 3], again.Records.Select(record => record.Number));
        Assert.Equal("of the operation before", again.Records[0].Previous);
        Assert.Equal("Jörg\n\"root\" \ud83d\udea2", again.Records[0].Fact("actor"));
        Assert.Equal((JournalEvent.StepDone, "1.1"), (last.Event, last.Step));
        Assert.Equal(again.Records.Select(record => record.Previous), JournalContent.Read(JournalPath).Records.Select(record => record.Previous));
    }

    [Fact]
    public async Task A_hundred_appends_at_once_get_a_hundred_numbers_in_one_chain()
    {
        await using (var journal = FileJournal.Begin(JournalPath, JournalLine.Origin, TimeProvider.System))
        {
            var records = await Task.WhenAll(Enumerable.Range(1, 100).Select(i => Task.Run(() => journal.AppendAsync(new(JournalEvent.Warning, $"1.{i}")))));
            Assert.Equal(Enumerable.Range(1, 100).Select(number => (long)number), records.Select(record => record.Number).Order());
        }

        Assert.Equal((100, 0), (JournalContent.Read(JournalPath).Records.Count, JournalContent.Read(JournalPath).TornBytes));
    }

    [Fact]
    public async Task The_error_of_a_full_disk_names_the_journal_and_stays()
    {
        await using var journal = FileJournal.Begin("/dev/full", JournalLine.Origin, TimeProvider.System, shownAs: "/the/journal");

        foreach (var _ in Enumerable.Range(0, 3))
        {
            var error = await Assert.ThrowsAsync<ShipkeeperException>(() => journal.AppendAsync(new(JournalEvent.Running)));
            Assert.True(JournalErrors.IsLost(error));
            Assert.StartsWith("the journal /the/journal cannot be written (No space left on device", error.Message);
        }

        Assert.Empty(journal.Records);
    }

    [Fact]
    public async Task A_journal_goes_on_when_the_disk_has_room_again()
    {
        using var disk = SmallDisk.Mount(_folder.Path);
        var path = Path.Combine(disk.Path, "journal.jsonl");
        File.Create(path).Dispose();
        var large = new JournalEntry(JournalEvent.Warning, Facts: new Dictionary<string, string> { ["message"] = new('m', 50_000) });
        await using (var journal = FileJournal.Begin(path, JournalLine.Origin, TimeProvider.System))
        {
            await journal.AppendAsync(new(JournalEvent.Running));
            disk.Fill();
            Assert.True(JournalErrors.IsLost(await Assert.ThrowsAsync<ShipkeeperException>(() => journal.AppendAsync(large))));
            disk.MakeRoom();
            Assert.True(JournalErrors.IsLost(await Assert.ThrowsAsync<ShipkeeperException>(() => journal.AppendAsync(new(JournalEvent.Running)))));
        }

        await using var again = FileJournal.Open(path, TimeProvider.System);
        Assert.Equal(JournalEvent.Running, again.Records[0].Event);
        Assert.True(again.Records is [_] or [_, { Event: JournalEvent.TailCut }]);
        await again.AppendAsync(large);
    }

    [Fact]
    public async Task A_journal_is_continued_on_pages_of_its_own()
    {
        var before = Posix.StatusOf(JournalPath);
        using var other = File.Create(Path.Combine(_folder.Path, "keeps the number in use"));

        await using var journal = FileJournal.Open(JournalPath, TimeProvider.System);

        Assert.False(before.IsSameFileAs(Posix.StatusOf(JournalPath)));
    }

    [Fact]
    public async Task A_record_that_no_journal_could_read_again_is_refused_and_the_journal_goes_on()
    {
        await using var journal = FileJournal.Begin(JournalPath, JournalLine.Origin, TimeProvider.System);
        var facts = new Dictionary<string, string> { ["message"] = new('\u0001', 100_001) };

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => journal.AppendAsync(new(JournalEvent.Warning, Facts: facts)));

        facts["message"] = new('\u0001', 90_000);
        await journal.AppendAsync(new(JournalEvent.Warning, Facts: facts));
        Assert.Single(JournalContent.Read(JournalPath).Records);
    }

    [Fact]
    public async Task Disposing_waits_for_what_was_appended()
    {
        var journal = FileJournal.Begin(JournalPath, JournalLine.Origin, TimeProvider.System);
        var appended = Enumerable.Range(0, 50).Select(_ => journal.AppendAsync(new(JournalEvent.Warning))).ToList();

        await journal.DisposeAsync();

        Assert.All(appended, task => Assert.True(task.IsCompletedSuccessfully));
        Assert.Equal(50, JournalContent.Read(JournalPath).Records.Count);
    }
}
