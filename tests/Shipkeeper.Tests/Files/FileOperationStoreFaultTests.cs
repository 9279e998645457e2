using Shipkeeper.Engine.Execution;
using Shipkeeper.Engine.Journal;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Tests.Files;

public sealed class FileOperationStoreFaultTests : StraceTest
{
    private const string Operations = ".shipkeeper/operations";

    [Theory]
    [InlineData("mkdir", 3)]
    [InlineData("pwrite64", 1)]
    [InlineData("fsync", 8)]
    [InlineData("rename", 3)]
    public async Task A_death_at_any_point_of_the_creation_leaves_no_operation_or_a_whole_one(string call, int atLeast)
    {
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
        var result = await Strace.InjectAsync(
            $"{call}:signal=KILL",
            ["create-operation", Folder.Path],
            onlyAt: Path.Combine(Folder.Path, Operations, ".new/journal.jsonl"));

        Assert.NotEqual(0, result.ExitCode);
        Assert.True(Directory.Exists(Path.Combine(Folder.Path, Operations, ".new")));
        Assert.Empty(new FileOperationStore(new(Folder.Path), Operations, TimeProvider.System).ListIds());
        await AssertWholeAsync(Folder.Path, told: false);
    }

    [Theory]
    [InlineData("fsync")]
    [InlineData("rename")]
    public async Task A_creation_that_fails_leaves_no_operation_or_a_whole_one_and_says_so(string call)
    {
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

    private static async Task AssertWholeAsync(string folder, bool told)
    {
        var store = new FileOperationStore(new(folder), Operations, TimeProvider.System);
        Assert.InRange(store.ListIds().Count, told ? 1 : 0, 1);
        await using (var unfinished = await store.OpenUnfinishedAsync())
        {
            Assert.Equal(store.ListIds().Count == 1, unfinished is not null);
            Assert.All(store.ListIds(), id => Assert.Equal(JournalEvent.Planned, Assert.Single(store.Read(id).Records).Event));
        }

        await using (await store.CreateAsync(FileOperationStoreTests.PlanOf("next"), "anna"))
        {
            store.CheckChain();
        }

        var everything = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder, ".*.new", everything));
        Assert.False(Directory.Exists(Path.Combine(folder, Operations, ".new")));
    }
}
