using System.Text;
using System.Text.Json;
using Shipkeeper.Engine;
using Shipkeeper.Engine.Journal;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Tests.Files;

/// <summary>Every state that a crash can leave a journal in, and what only another hand or a failing disk can do to it.</summary>
public sealed class JournalContentTests : IAsyncLifetime
{
    private const int Sector = 512;
    private readonly TemporaryFolder _folder = new();
    private byte[] _journal = [];

    private string JournalPath => Path.Combine(_folder.Path, "journal.jsonl");

    /// <summary>Four records that were synced one by one, then a batch of five that spans several sectors.</summary>
    public async ValueTask InitializeAsync()
    {
        Put([]);
        await using (var journal = FileJournal.Begin(JournalPath, JournalLine.Origin, TimeProvider.System))
        {
            foreach (var step in new[] { "1.1", "1.2", "1.3", "1.4" })
            {
                await journal.AppendAsync(new(JournalEvent.StepBegun, step));
            }
        }

        _journal = [.. File.ReadAllBytes(JournalPath), .. BatchAfter(File.ReadAllBytes(JournalPath), firstNumber: 5, count: 5)];
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void The_whole_journal_is_nine_records()
    {
        Put(_journal);

        var content = JournalContent.Read(JournalPath);

        Assert.Equal((9, 0, _journal.Length), (content.Records.Count, content.TornBytes, content.WholeBytes));
    }

    [Fact]
    public void Every_prefix_reads_as_a_prefix_of_the_records()
    {
        var whole = LineEnds();
        for (var length = 0; length <= _journal.Length; length++)
        {
            Put(_journal[..length]);

            var content = JournalContent.Read(JournalPath);

            Assert.Equal(whole.Count(end => end <= length), content.Records.Count);
            Assert.Equal(length, content.WholeBytes + content.TornBytes);
        }
    }

    [Fact]
    public async Task A_torn_end_is_cut_recorded_and_chained()
    {
        foreach (var length in LineEnds().SelectMany(end => new[] { end - 20, end - 1, end }))
        {
            Put(_journal[..length]);
            var before = JournalContent.Read(JournalPath);

            await using (var journal = FileJournal.Open(JournalPath, TimeProvider.System))
            {
                await journal.AppendAsync(new(JournalEvent.Running));
            }

            var after = JournalContent.Read(JournalPath);
            var cut = before.TornBytes > 0 ? [JournalEvent.TailCut] : Array.Empty<JournalEvent>();
            Assert.Equal([.. before.Records.Select(record => record.Event), .. cut, JournalEvent.Running], after.Records.Select(record => record.Event));
            Assert.Equal(0, after.TornBytes);
            Assert.Equal(before.TornBytes > 0 ? $"{before.TornBytes}" : null, after.Records[^2].Fact("bytes"));
        }
    }

    [Fact]
    public void Of_a_batch_that_was_not_synced_any_sectors_may_be_missing()
    {
        var synced = LineEnds()[3];
        var sectors = Enumerable.Range(synced / Sector, (_journal.Length / Sector) - (synced / Sector) + 1).ToList();
        Assert.InRange(sectors.Count, 4, 10);
        for (var lost = 1; lost < 1 << sectors.Count; lost++)
        {
            var torn = _journal.ToArray();
            foreach (var sector in sectors.Where((_, i) => (lost & (1 << i)) != 0))
            {
                var start = Math.Max(sector * Sector, synced);
                torn.AsSpan(start, Math.Max(0, Math.Min((sector + 1) * Sector, torn.Length) - start)).Clear();
            }

            Put(torn);
            Assert.InRange(JournalContent.Read(JournalPath).Records.Count, 4, 8);
        }
    }

    [Fact]
    public void A_file_that_grew_before_its_bytes_came_ends_in_zeros_and_is_cut_there()
    {
        Put([.. _journal, .. new byte[3 * Sector]]);

        Assert.Equal((9, 3 * Sector), (JournalContent.Read(JournalPath).Records.Count, JournalContent.Read(JournalPath).TornBytes));
    }

    [Fact]
    public void A_flipped_bit_in_a_line_that_was_synced_is_named_with_file_and_line()
    {
        var ends = LineEnds();
        for (var position = 0; position < ends[2]; position++)
        {
            var flipped = _journal.ToArray();
            flipped[position] ^= 0x04;
            Put(flipped);

            var line = ends.Count(end => end <= position) + 1;
            var error = AssertBroken();
            Assert.True(
                error.Message.StartsWith($"line {line} of {JournalPath}", StringComparison.Ordinal)
                || error.Message.StartsWith($"line {line + 1} of {JournalPath}", StringComparison.Ordinal),
                $"Bit flipped at {position}, in line {line}: {error.Message}");
        }
    }

    [Fact]
    public void A_line_that_was_zeroed_after_it_was_synced_is_broken()
    {
        var ends = LineEnds();
        _journal.AsSpan(ends[0], ends[1] - ends[0] - 1).Clear();
        Put([.. _journal.AsSpan(0, ends[3])]);

        // Its line feed is still there, and one of a later line behind it that does not end in the mark of a batch.
        Assert.StartsWith($"line 2 of {JournalPath}", AssertBroken().Message);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("garbage\n")]
    [InlineData("{\"number\":10}\n")]
    [InlineData("null\n")]
    [InlineData("[[[[[[[[\n")]
    [InlineData("\n")]
    [InlineData("{\"number\":1e999,\"at\":\"now\",\"event\":\"running\",\"previous\":\"\"}\n")]
    [InlineData("{\"number\":10,\"at\":\"2026-01-01T00:00:00Z\",\"event\":\"no-such-event\",\"previous\":\"\"}\n")]
    [InlineData("{\"number\":10,\"at\":\"2026-01-01T00:00:00Z\",\"event\":\"running\",\"previous\":\"\\ud800\"}\n")]
    public void Garbage_behind_the_last_line_is_cut(string garbage)
    {
        Put([.. _journal, .. Encoding.UTF8.GetBytes(garbage)]);

        var content = JournalContent.Read(JournalPath);

        Assert.Equal((9, garbage.Length), (content.Records.Count, content.TornBytes));
    }

    [Fact]
    public void Several_lines_of_garbage_are_not_what_a_crash_leaves()
    {
        Put([.. _journal, .. "garbage\ngarbage\n"u8]);

        Assert.StartsWith($"line 10 of {JournalPath} is broken: it is not a record", AssertBroken().Message);
    }

    [Fact]
    public void Nesting_without_end_is_cut_and_not_followed()
    {
        Put([.. _journal, .. Enumerable.Repeat((byte)'[', 100_000)]);

        Assert.Equal(100_000, JournalContent.Read(JournalPath).TornBytes);
    }

    [Fact]
    public void A_line_that_is_there_twice_or_missing_is_named()
    {
        var lines = Encoding.UTF8.GetString(_journal).Split('\n')[..^1];

        Put(Encoding.UTF8.GetBytes(string.Join('\n', [lines[0], lines[1], lines[1], lines[2], ""])));
        Assert.Equal($"line 3 of {JournalPath} is broken: it says that it is line 2.", AssertBroken().Message);

        Put(Encoding.UTF8.GetBytes(string.Join('\n', [lines[0], lines[2], lines[3], ""])));
        Assert.Equal($"line 2 of {JournalPath} is broken: it says that it is line 3.", AssertBroken().Message);
    }

    [Fact]
    public void A_line_that_was_changed_with_care_no_longer_fits_the_next()
    {
        Put(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(_journal).Replace("\"1.2\"", "\"1.9\"", StringComparison.Ordinal)));

        Assert.Equal($"line 3 of {JournalPath} is broken: it does not follow from the line before it.", AssertBroken().Message);
    }

    [Fact]
    public void Random_damage_is_either_cut_or_told_and_nothing_else()
    {
        var random = new Random(20260801);
        for (var run = 0; run < 2000; run++)
        {
            var damaged = _journal.ToArray();
            var start = random.Next(damaged.Length);
            random.NextBytes(damaged.AsSpan(start, random.Next(Math.Min(64, damaged.Length - start))));
            Put(damaged[..random.Next(damaged.Length + 1)]);
            try
            {
                Assert.InRange(JournalContent.Read(JournalPath).Records.Count, 0, 9);
            }
            catch (ShipkeeperException told)
            {
                Assert.Equal("journal.broken", told.Code.Name);
            }
        }
    }

    [Fact]
    public void A_missing_journal_and_a_folder_in_its_place_are_errors()
    {
        File.Delete(JournalPath);
        Assert.Contains("the file is missing", AssertBroken().Message);

        Directory.CreateDirectory(JournalPath);
        Assert.Equal("file.not-read", Assert.Throws<ShipkeeperException>(() => JournalContent.Read(JournalPath)).Code.Name);
    }

    private static byte[] BatchAfter(byte[] journal, int firstNumber, int count)
    {
        var previous = JournalLine.Hash(journal.AsSpan(0, journal.Length - 1)[(journal.AsSpan(0, journal.Length - 1).LastIndexOf((byte)'\n') + 1)..]);
        var batch = new List<byte>();
        for (var i = 0; i < count; i++)
        {
            var facts = new Dictionary<string, string> { ["message"] = new('m', 300) };
            var line = JournalLine.Write(new(firstNumber + i, DateTimeOffset.UnixEpoch, JournalEvent.Warning, null, facts, previous));
            byte[] marked = i < count - 1 ? [.. line, JournalContent.BatchGoesOn] : line;
            previous = JournalLine.Hash(marked);
            batch.AddRange([.. marked, (byte)'\n']);
        }

        return [.. batch];
    }

    private ShipkeeperException AssertBroken()
    {
        var error = Assert.Throws<ShipkeeperException>(() => JournalContent.Read(JournalPath));
        Assert.Equal(("journal.broken", ErrorKind.NeedsPerson), (error.Code.Name, error.Code.Kind));
        return error;
    }

    private List<int> LineEnds() => [.. Enumerable.Range(1, _journal.Length).Where(end => _journal[end - 1] == (byte)'\n')];

    private void Put(byte[] content)
    {
        using var file = File.Create(JournalPath);
        file.Write(content);
    }
}
