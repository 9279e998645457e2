using System.Text.Json;
using Shipkeeper.Engine;
using Shipkeeper.Engine.Execution;
using Shipkeeper.Engine.Journal;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Tests.Files;

public sealed class FileOperationStoreTests : IDisposable
{
    private const string Operations = ".shipkeeper/operations";
    private readonly TemporaryFolder _folder = new();
    private readonly Clock _clock = new();
    private readonly FileOperationStore _store;

    public FileOperationStoreTests() => _store = new(new(_folder.Path), Operations, _clock);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_operation_is_kept_with_plan_actor_and_first_record()
    {
        var id = await CreateAsync();

        var kept = _store.Read(id);

        Assert.Equal([id], _store.ListIds());
        Assert.Equal(("anna", PlanOf("upgrade").ComputeHash()), (kept.Actor, kept.Plan.ComputeHash()));
        Assert.Equal((JournalEvent.Planned, id, "upgrade"), (kept.Records[0].Event, kept.Records[0].Fact("operation"), kept.Records[0].Fact("verb")));
    }

    [Fact]
    public async Task Nothing_is_unfinished_where_nothing_was_begun()
    {
        Assert.Empty(_store.ListIds());
        Assert.Null(await _store.OpenUnfinishedAsync());
        _store.CheckChain();
    }

    [Fact]
    public async Task An_operation_is_unfinished_until_its_end_is_recorded()
    {
        var id = await CreateAsync();
        await using (var unfinished = await _store.OpenUnfinishedAsync())
        {
            Assert.Equal(id, unfinished!.Id);
            await unfinished.Journal.AppendAsync(new(JournalEvent.Succeeded));
        }

        Assert.Null(await _store.OpenUnfinishedAsync());
    }

    [Fact]
    public async Task Names_sort_in_the_order_of_creation_also_when_the_clock_jumps_back()
    {
        var ids = new List<string>();
        foreach (var minutes in new[] { 0, 60, -600, -600, 0, 1_000_000, 0 })
        {
            _clock.Now = DateTimeOffset.UnixEpoch.AddYears(50).AddMinutes(minutes);
            ids.Add(await CreateAsync(end: JournalEvent.Succeeded));
        }

        Assert.Equal(ids, _store.ListIds());
        Assert.Equal(ids, ids.Order(StringComparer.Ordinal));
        _store.CheckChain();
    }

    [Fact]
    public async Task A_journal_that_was_changed_breaks_the_chain_to_the_next()
    {
        var first = await CreateAsync(end: JournalEvent.Succeeded);
        var second = await CreateAsync(end: JournalEvent.Succeeded);
        _store.CheckChain();
        var path = PathOf(first, "journal.jsonl");
        var changed = File.ReadAllText(path).Replace("\"succeeded\"", "\"abandoned\"", StringComparison.Ordinal);
        new RootedFiles(_folder.Path).Write(path, changed);

        var error = Assert.Throws<ShipkeeperException>(_store.CheckChain);

        Assert.Equal($"line 1 of {PathOf(second, "journal.jsonl")} is broken: it does not follow from the previous operation.", error.Message);
    }

    [Fact]
    public async Task An_operation_that_was_taken_away_breaks_the_chain()
    {
        var ids = new[] { await CreateAsync(JournalEvent.Succeeded), await CreateAsync(JournalEvent.Succeeded), await CreateAsync(JournalEvent.Succeeded) };
        Directory.Delete(Path.Combine(_folder.Path, Operations, ids[1]), recursive: true);

        Assert.Contains(ids[2], Assert.Throws<ShipkeeperException>(_store.CheckChain).Message);
    }

    [Fact]
    public async Task A_plan_that_is_not_the_recorded_one_is_not_carried_out()
    {
        var id = await CreateAsync();
        new RootedFiles(_folder.Path).Write(PathOf(id, "plan.json"), PlanOf("remove-everything").ToCanonicalJson());

        var error = await Assert.ThrowsAsync<ShipkeeperException>(_store.OpenUnfinishedAsync);

        Assert.Equal($"line 1 of {PathOf(id, "plan.json")} is broken: it is not the plan that the journal names.", error.Message);
    }

    [Theory]
    [InlineData("plan.json", "")]
    [InlineData("plan.json", "garbage")]
    [InlineData("plan.json", null)]
    [InlineData("journal.jsonl", "")]
    [InlineData("journal.jsonl", "garbage")]
    [InlineData("journal.jsonl", null)]
    public async Task A_file_that_is_damaged_or_missing_is_named(string name, string? content)
    {
        var id = await CreateAsync();
        File.Delete(PathOf(id, name));
        if (content is not null)
        {
            _folder.Write(Path.Combine(Operations, id, name), content);
        }

        var error = await Assert.ThrowsAsync<ShipkeeperException>(_store.OpenUnfinishedAsync);

        Assert.Equal("journal.broken", error.Code.Name);
        Assert.Contains(PathOf(id, name), error.Message);
    }

    [Fact]
    public async Task What_is_no_operation_is_not_listed()
    {
        var id = await CreateAsync();
        _folder.Write($"{Operations}/.new/plan.json", "half");
        _folder.Write($"{Operations}/notes/file", "x");
        _folder.Write($"{Operations}/01ARZ3NDEKTSV4RRFFQ69G5FAV", "a file");

        Assert.Equal([id], _store.ListIds());
        await CreateAsync();
        Assert.Equal(2, _store.ListIds().Count);
    }

    [Fact]
    public async Task A_journal_that_is_lost_names_the_place_where_it_will_be()
    {
        await using var operation = await _store.CreateAsync(PlanOf("upgrade"), "anna");

        Assert.True(File.Exists(PathOf(operation.Id, "journal.jsonl")));
        Assert.Equal(2, (await operation.Journal.AppendAsync(new(JournalEvent.Running))).Number);
        Assert.Equal(2, _store.Read(operation.Id).Records.Count);
    }

    [Theory]
    [InlineData("mkdir", 3)]
    [InlineData("pwrite64", 1)]
    [InlineData("fsync", 8)]
    [InlineData("rename", 3)]
    public async Task A_death_at_any_point_of_the_creation_leaves_no_operation_or_a_whole_one(string call, int atLeast)
    {
        Strace.SkipWhereAbsent();
        var deaths = 0;
        for (var alive = false; !alive; deaths++)
        {
            using var folder = new TemporaryFolder();
            var result = await Strace.InjectAsync($"{call}:signal=KILL:when={deaths + 1}", ["create-operation", folder.Path]);
            alive = result.ExitCode == 0;
            await AssertWholeAsync(folder.Path, told: alive);
        }

        Assert.InRange(deaths - 1, atLeast, 20);
    }

    [Theory]
    [InlineData("pwrite64")]
    [InlineData("fsync")]
    public async Task A_death_while_the_first_record_is_written_leaves_no_operation(string call)
    {
        Strace.SkipWhereAbsent();
        var result = await Strace.InjectAsync(
            $"{call}:signal=KILL",
            ["create-operation", _folder.Path],
            onlyAt: Path.Combine(_folder.Path, Operations, ".new/journal.jsonl"));

        Assert.NotEqual(0, result.ExitCode);
        Assert.True(Directory.Exists(Path.Combine(_folder.Path, Operations, ".new")));
        Assert.Empty(_store.ListIds());
        await AssertWholeAsync(_folder.Path, told: false);
    }

    [Theory]
    [InlineData("fsync")]
    [InlineData("rename")]
    public async Task A_creation_that_fails_leaves_no_operation_or_a_whole_one_and_says_so(string call)
    {
        Strace.SkipWhereAbsent();
        for (var failures = 0; failures < 20; failures++)
        {
            using var folder = new TemporaryFolder();
            var result = await Strace.InjectAsync($"{call}:error=EIO:when={failures + 1}", ["create-operation", folder.Path]);
            Assert.Equal(("", 0), (result.Errors, result.ExitCode));
            var told = OperationId.IsValid(result.Output);
            Assert.True(told || result.Output.Split(": ")[0] is "file.not-written" or "journal.lost", result.Output);
            await AssertWholeAsync(folder.Path, told);
            if (told)
            {
                Assert.InRange(failures, 1, 20);
                return;
            }
        }

        Assert.Fail("It never succeeded.");
    }

    [Fact]
    public async Task Thousands_of_operations_are_listed_without_reading_them()
    {
        var last = await CreateAsync(JournalEvent.Succeeded);
        for (var i = 0; i < 2000; i++)
        {
            Directory.CreateDirectory(Path.Combine(_folder.Path, Operations, OperationId.Next(DateTimeOffset.UnixEpoch.AddMinutes(i), null)));
        }

        Assert.Equal(2001, _store.ListIds().Count);
        Assert.Equal(last, _store.ListIds()[^1]);
        Assert.Null(await _store.OpenUnfinishedAsync());
    }

    private static async Task AssertWholeAsync(string folder, bool told)
    {
        var store = new FileOperationStore(new(folder), Operations, TimeProvider.System);
        Assert.InRange(store.ListIds().Count, told ? 1 : 0, 1);
        await using (var unfinished = await store.OpenUnfinishedAsync())
        {
            Assert.Equal(store.ListIds().Count == 1, unfinished is not null);
            Assert.All(store.ListIds(), id => Assert.Equal(JournalEvent.Planned, Assert.Single(store.Read(id).Records).Event));
        }

        await using (await store.CreateAsync(PlanOf("next"), "anna"))
        {
            store.CheckChain();
        }

        var everything = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder, ".*.new", everything));
        Assert.False(Directory.Exists(Path.Combine(folder, Operations, ".new")));
    }

    private static Plan PlanOf(string verb) => new()
    {
        Verb = verb,
        Mode = OperationMode.Undo,
        Stages = [Stage.Of(new Step("pull-images", JsonSerializer.SerializeToElement("web"), "it is new"))],
    };

    private Task<string> CreateAsync() => CreateAsync(end: null);

    private async Task<string> CreateAsync(JournalEvent? end)
    {
        await using var operation = await _store.CreateAsync(PlanOf("upgrade"), "anna");
        if (end is { } last)
        {
            await operation.Journal.AppendAsync(new(last));
        }

        return operation.Id;
    }

    private string PathOf(string id, string name) => Path.Combine(_folder.Path, Operations, id, name);

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch.AddYears(56);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
