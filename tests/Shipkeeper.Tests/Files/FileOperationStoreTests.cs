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
    public async Task Of_many_operations_the_newest_are_kept_and_their_chain_holds()
    {
        var ids = new[] { await CreateAsync(JournalEvent.Succeeded), await CreateAsync(JournalEvent.Succeeded), await CreateAsync(JournalEvent.Succeeded) };
        _folder.Write($"{Operations}/.old/plan.json", "left by one that was killed");

        _store.Retain(2);

        Assert.Equal(ids[1..], _store.ListIds());
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, Operations, ".old")));
        _store.CheckChain();
        await CreateAsync(JournalEvent.Succeeded);
        _store.CheckChain();
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

    internal static Plan PlanOf(string verb) => new()
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
