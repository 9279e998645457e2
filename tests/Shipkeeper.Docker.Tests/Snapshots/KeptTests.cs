using Shipkeeper.Database;
using Shipkeeper.Docker.Tests.Postgres;
using Shipkeeper.Engine.Planning;
using Shipkeeper.PlatformFile;
using Shipkeeper.Snapshots;
using Shipkeeper.Steps;

namespace Shipkeeper.Docker.Tests.Snapshots;

/// <summary>What operations keep of a database: how it is found again, used, and removed.</summary>
public sealed class KeptTests(PostgresServer server)
{
    [Theory]
    [InlineData("Clone")]
    [InlineData("Dump")]
    public async Task A_kept_snapshot_can_be_exchanged_and_taken_back(string kind)
    {
        var choice = Enum.Parse<SnapshotChoice>(kind);
        using var platform = await SnapshotPlatform.CreateAsync(server);
        await platform.AskAsync("create table of_release_1 (a int)");
        var from = await UpgradeAsync(platform, choice, "alter table of_release_1 rename to of_release_2");
        await platform.BeginAnotherAsync();
        var restore = RestoreSnapshot.Step(new(platform.Database, from, FromRelease: 1, Release: 2), "return");

        await platform.ApplyAsync(platform.Bar);
        await platform.ApplyAsync(restore);
        Assert.True(await platform.IsDoneAsync(restore));
        await SnapshotPlatform.FailsAsync("database.barred", () => platform.AskAsync("select 1"));
        await platform.ChangeAsync("select * from of_release_1");
        await platform.UndoAsync(restore);
        await platform.UndoAsync(restore);
        Assert.False(await platform.IsDoneAsync(restore));
        Assert.Equal("0", await platform.AskAsync("select count(*) from of_release_2"));
        Assert.Equal([from], (await SnapshotsAsync(platform)).Select(snapshot => snapshot.Operation));

        await platform.ApplyAsync(platform.Bar);
        await platform.ApplyAsync(restore);
        await platform.ApplyAsync(platform.Open);
        Assert.Equal("0", await platform.AskAsync("select count(*) from of_release_1"));
        Assert.Equal((platform.Operation, 2), (await SnapshotsAsync(platform)) is [var newest, ..] ? (newest.Operation, newest.Release ?? 0) : ("", 0));
    }

    [Fact]
    public async Task The_newest_stay_and_those_of_strangers_are_not_touched()
    {
        using var platform = await SnapshotPlatform.CreateAsync(server);
        var (forged, unmarked) = ($"{platform.Database}__before_forged00", $"{platform.Database}__failed_abcdefgh");
        await platform.AskServerAsync(
            $"create database {forged}", $"comment on database {forged} is '{new SnapshotMarker(KeptRole.Before, platform.Database, platform.Operation, 1, TimeProvider.System.GetUtcNow(), null).ToComment()}'",
            $"create database {unmarked}", $"create database {platform.Database}__restored_abcdefgh connection limit {KeptDatabases.UnfinishedLimit}");
        var first = await UpgradeAsync(platform, SnapshotChoice.Clone, "select 1");
        await platform.BeginAnotherAsync();
        var second = await UpgradeAsync(platform, SnapshotChoice.Dump, "select 1");
        await platform.BeginAnotherAsync();
        var third = await UpgradeAsync(platform, SnapshotChoice.Clone, "select 1");
        Assert.Equal([third, second, first], (await SnapshotsAsync(platform)).Select(snapshot => snapshot.Operation));

        await platform.BeginAnotherAsync();
        await platform.ApplyAsync(DropOldDatabases.Step(new(platform.Database, KeepSnapshots: 1, KeepFailed: 0), "tidy up"));
        Assert.Equal([third], (await SnapshotsAsync(platform)).Select(snapshot => snapshot.Operation));
        await platform.ApplyAsync(DropOldDatabases.Step(new(platform.Database, KeepSnapshots: 0, KeepFailed: 0), "tidy up"));

        Assert.Equal($"{forged} {unmarked} {platform.Database}__restored_abcdefgh", await platform.KeptAsync());
        await platform.AskServerAsync($"drop database {forged}", $"drop database {unmarked}", $"drop database {platform.Database}__restored_abcdefgh");
    }

    [Fact]
    public async Task A_name_that_somebody_else_has_is_left_to_them()
    {
        using var platform = await SnapshotPlatform.CreateAsync(server);
        var name = SnapshotNames.Of(KeptRole.Before, platform.Database, platform.Operation);
        await platform.AskServerAsync($"create database {name}");
        await platform.ApplyAsync(platform.Bar);

        await SnapshotPlatform.FailsAsync("snapshot.name-taken", () => platform.ApplyAsync(platform.Snapshot()));
        await platform.UndoAsync(platform.Snapshot());

        Assert.Equal(name, await platform.KeptAsync());
        await platform.AskServerAsync($"drop database {name}");
    }

    [Fact]
    public async Task Failed_operations_do_not_pile_up_databases()
    {
        using var platform = await SnapshotPlatform.CreateAsync(server);
        for (var time = 0; time < 3; time++)
        {
            await platform.BeginAnotherAsync();
            await platform.ApplyAsync(platform.Bar);
            await platform.ApplyAsync(platform.Snapshot(keepFailed: 1));
            await platform.UndoAsync(platform.Snapshot(keepFailed: 1));
        }

        Assert.Equal(SnapshotNames.Of(KeptRole.Failed, platform.Database, platform.Operation), await platform.KeptAsync());
    }

    [Fact]
    public async Task What_a_person_has_left_half_made_is_removed_by_a_later_operation()
    {
        using var platform = await SnapshotPlatform.CreateAsync(server);
        await platform.ApplyAsync(platform.Bar);
        await using (var beside = await platform.OpenServerAsync())
        {
            var source = await KnownDatabases.GetAsync(beside, platform.Database, SnapshotPlatform.Ct);
            await new NewDatabase(beside, new(KeptRole.Before, platform.Database, platform.Operation, 1, TimeProvider.System.GetUtcNow(), null))
                .CloneAsync(source, await DatabaseProperties.ReadAsync(beside, source, SnapshotPlatform.Ct), SnapshotPlatform.Ct);
        }

        await platform.BeginAnotherAsync();
        await platform.ApplyAsync(DropOldDatabases.Step(new(platform.Database, KeepSnapshots: 5, KeepFailed: 5), "tidy up"));

        Assert.Equal("", await platform.KeptAsync());
    }

    [Fact]
    public async Task An_operation_that_fails_puts_everything_back()
    {
        using var platform = await SnapshotPlatform.CreateAsync(server);
        var oid = await platform.AskAsync("create table t (a int)", "select oid from pg_database where datname = current_database()");
        var failing = TakeSnapshot.Step(new("not_there", SnapshotChoice.Clone, 1, Returns: false, KeepFailed: 1), "fails");

        var error = await SnapshotPlatform.FailsAsync(
            "operation.rolled-back", () => platform.RunAsync(OperationMode.Undo, Stage.Of(platform.Bar), Stage.Of(platform.Snapshot(SnapshotChoice.Auto)), Stage.Of(failing)));

        Assert.Contains("(database.missing)", error.Message, StringComparison.Ordinal);
        Assert.Equal("0", await platform.AskAsync("select count(*) from t"));
        Assert.NotEqual(oid, await platform.AskAsync("select oid from pg_database where datname = current_database()"));
        Assert.Contains(platform.Reports, report => report.EndsWith(": clone, it fits, and returns in milliseconds", StringComparison.Ordinal));
    }

    private static async Task<string> UpgradeAsync(SnapshotPlatform platform, SnapshotChoice choice, string change)
    {
        await platform.ApplyAsync(platform.Bar);
        await platform.ApplyAsync(platform.Snapshot(choice));
        await platform.ChangeAsync(change);
        await platform.ApplyAsync(platform.Open);
        return platform.Operation;
    }

    private static async Task<IReadOnlyList<SnapshotInfo>> SnapshotsAsync(SnapshotPlatform platform)
    {
        using var session = platform.OpenSession();
        await using var beside = await platform.OpenServerAsync();
        return await SnapshotList.ReadAsync(session, beside, platform.Database, SnapshotPlatform.Ct);
    }
}
