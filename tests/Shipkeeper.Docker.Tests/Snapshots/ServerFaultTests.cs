using Shipkeeper.Database;
using Shipkeeper.Docker.Tests.Postgres;
using Shipkeeper.Engine.Planning;
using Shipkeeper.PlatformFile;
using Shipkeeper.Snapshots;

namespace Shipkeeper.Docker.Tests.Snapshots;

/// <summary>Snapshots on a server that has no room, that is down, or that does not let our user do everything.</summary>
public sealed class ServerFaultTests(PostgresServer shared)
{
    [Fact]
    public async Task A_full_disk_refuses_the_clone_and_leaves_nothing_of_it()
    {
        await using var server = new PostgresServer { Data = ["--tmpfs", "/var/lib/postgresql/data:size=120m"] };
        await server.InitializeAsync();
        using var platform = await SnapshotPlatform.CreateAsync(server);
        await platform.AskAsync("create table t (a int)");
        await platform.ApplyAsync(platform.Bar);
        await DockerCommand.MustAsync("exec", server.Container, "sh", "-c", "cd /var/lib/postgresql/data; free=$(df -Pk . | awk 'NR == 2 {print $4}'); dd if=/dev/zero of=fill bs=1k count=$((free - 4000)) 2>/dev/null");

        var refused = await SnapshotPlatform.FailsAsync("snapshot.no-room", () => platform.ApplyAsync(platform.Snapshot()));
        await SnapshotPlatform.FailsAsync("snapshot.refused", () => CloneAnywayAsync(platform));
        await platform.UndoAsync(platform.Snapshot());
        Assert.Matches($"^a clone of '{platform.Database}' does not fit: it needs 1[0-9] MiB on the disk of the database server, where [0-9] MiB are free.$", refused.Message);
        Assert.Equal("", await platform.KeptAsync());

        await DockerCommand.MustAsync("exec", server.Container, "rm", "/var/lib/postgresql/data/fill");
        await platform.ApplyAsync(platform.Snapshot(SnapshotChoice.Auto));
        await platform.UndoAsync(platform.Snapshot());
        Assert.Equal("0", await platform.AskAsync("select count(*) from t"));
    }

    [Fact]
    public async Task An_undo_starts_a_server_that_was_stopped_and_waits_until_it_answers()
    {
        await using var server = new PostgresServer { Data = [] };
        await server.InitializeAsync();
        using var platform = await SnapshotPlatform.CreateAsync(server);
        await platform.AskAsync("create table t (a int)");
        await platform.ApplyAsync(platform.Bar);
        await platform.ApplyAsync(platform.Snapshot());
        await platform.ChangeAsync("drop table t");
        await server.StopAsync();

        await platform.UndoAsync(platform.Snapshot());

        await server.StartAsync();
        Assert.Equal("0", await platform.AskAsync("select count(*) from t"));
    }

    [Fact]
    public async Task A_database_that_somebody_has_opened_and_entered_goes_back_all_the_same()
    {
        using var platform = await SnapshotPlatform.CreateAsync(shared);
        await platform.AskAsync("create table t (a int)");
        await platform.ApplyAsync(platform.Bar);
        await platform.ApplyAsync(platform.Snapshot());
        await platform.ChangeAsync("drop table t");
        await platform.ApplyAsync(platform.Open);
        await using var inside = await PostgresServer.OpenAsync(platform.Login(), SnapshotPlatform.Ct);
        await inside.ExecuteAsync("begin", SnapshotPlatform.Ct);
        await inside.ExecuteAsync("create table u (a int)", SnapshotPlatform.Ct);

        await platform.UndoAsync(platform.Snapshot());

        Assert.Equal("0", await platform.AskAsync("select count(*) from t"));
    }

    [Theory]
    [InlineData("Clone")]
    [InlineData("Dump")]
    [InlineData("Auto")]
    public async Task An_owner_who_is_no_superuser_can_keep_the_database_and_put_it_back(string choice)
    {
        var owner = $"owner_{choice.ToLowerInvariant()}";
        using var platform = await SnapshotPlatform.CreateAsync(shared, user: owner);
        await platform.AskServerAsync(
            $"create role {owner} login createdb password '{PostgresServer.Password}'", $"alter database {platform.Database} owner to {owner}",
            $"grant connect on database {platform.Database} to pg_monitor", $"alter database {platform.Database} set search_path = public", $"comment on database {platform.Database} is 'mine'");
        await platform.AskAsync($"set role {owner}", "create table t (a int)");
        var (before, snapshot) = (await platform.FingerprintAsync(), platform.Snapshot(Enum.Parse<SnapshotChoice>(choice)));

        await platform.ApplyAsync(platform.Bar);
        await platform.ApplyAsync(snapshot);
        await platform.AskServerAsync($"alter database {platform.Database} allow_connections true");
        await platform.AskAsync("drop table t");
        await platform.UndoAsync(snapshot);
        await platform.UndoAsync(platform.Bar);

        Assert.Equal(before, await platform.FingerprintAsync());
    }

    [Fact]
    public async Task An_owner_who_may_not_make_databases_is_told_at_once()
    {
        using var platform = await SnapshotPlatform.CreateAsync(shared, user: "owner_alone");
        await platform.AskServerAsync($"create role owner_alone login password '{PostgresServer.Password}'", $"alter database {platform.Database} owner to owner_alone");

        using var session = platform.OpenSession();
        var outlook = await SnapshotPreflight.LookAsync(session, "preflight", SnapshotChoice.Clone, SnapshotPlatform.Ct);

        Assert.Equal("snapshot.not-allowed", outlook.Problem?.Code.Name);
        Assert.InRange(outlook.Facts.DatabaseBytes, 5 << 20, 50 << 20);
    }

    [Fact]
    public async Task A_dump_that_grows_too_long_is_ended_and_removed()
    {
        using var platform = await SnapshotPlatform.CreateAsync(shared);
        await platform.AskAsync("create table t as select md5(n::text) from generate_series(1, 20000) n");
        await using var beside = await platform.OpenServerAsync();
        using var session = platform.OpenSession();
        var scope = new StepScope(platform.Operation, new(1, 1), _ => { }, _ => Task.CompletedTask);
        var marker = new SnapshotMarker(KeptRole.Before, platform.Database, platform.Operation, 1, TimeProvider.System.GetUtcNow(), null);

        var error = await SnapshotPlatform.FailsAsync("snapshot.dump-failed", () => new DatabaseDump(session, scope, beside)
            .TakeAsync(marker, new(platform.Database, DatabaseBytes: 8 << 20, ServerFreeBytes: null, DumpFreeBytes: 100_000, MayCreateDatabases: true), SnapshotPlatform.Ct));

        Assert.Equal($"pg_dump of '{platform.Database}' wrote more than 100,000 bytes, which is all that it may.", error.Message);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(platform.Path, ".shipkeeper", "operations", platform.Operation), "*database*"));
    }

    private static async Task CloneAnywayAsync(SnapshotPlatform platform)
    {
        await using var beside = await platform.OpenServerAsync();
        var source = await KnownDatabases.GetAsync(beside, platform.Database, SnapshotPlatform.Ct);
        await new NewDatabase(beside, new(KeptRole.Before, platform.Database, platform.Operation, 1, TimeProvider.System.GetUtcNow(), null))
            .CloneAsync(source, await DatabaseProperties.ReadAsync(beside, source, SnapshotPlatform.Ct), SnapshotPlatform.Ct);
    }
}
