using Shipkeeper.Database;
using Shipkeeper.Docker.Tests.Postgres;
using Shipkeeper.Snapshots;
using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Docker.Tests.Snapshots;

/// <summary>A database that is cloned, and put back by a swap of names, on a real server.</summary>
public sealed class CloneTests(PostgresServer server)
{
    [Fact]
    public async Task A_database_that_returns_is_the_same_in_everything()
    {
        using var platform = await RichAsync("select count(*) from app.things");
        var before = await platform.FingerprintAsync();

        await platform.ApplyAsync(platform.Bar);
        await platform.ApplyAsync(platform.Snapshot());
        await platform.ChangeAsync(
            "drop table app.things cascade", "load 'age'", "set search_path = ag_catalog, public", "select drop_graph('roads', true)",
            $"comment on database {platform.Database} is 'migrated'", $"alter database {platform.Database} reset all",
            $"alter database {platform.Database} connection limit 3", $"grant all on database {platform.Database} to public");
        Assert.True(await platform.IsDoneAsync(platform.Snapshot()));
        await platform.UndoAsync(platform.Snapshot());
        await platform.UndoAsync(platform.Bar);

        Assert.Equal(before, await platform.FingerprintAsync());
        var failed = SnapshotNames.Of(KeptRole.Failed, platform.Database, platform.Operation);
        Assert.Equal(failed, await platform.KeptAsync());
        Assert.Equal("f", await platform.AskServerAsync($"select datallowconn from pg_database where datname = '{failed}'"));
        Assert.Contains("\"comment\":\"migrated\"", await platform.AskServerAsync($"select shobj_description(oid, 'pg_database') from pg_database where datname = '{failed}'"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_snapshot_is_barred_and_known_by_its_marker()
    {
        using var platform = await SnapshotPlatform.CreateAsync(server);
        await platform.ApplyAsync(platform.Bar);
        await platform.ApplyAsync(platform.Snapshot());

        var name = SnapshotNames.Of(KeptRole.Before, platform.Database, platform.Operation);
        Assert.Equal(name, await platform.KeptAsync());
        var refused = await SnapshotPlatform.FailsAsync("database.barred", () => PostgresServer.OpenAsync(server.Login(name), SnapshotPlatform.Ct));
        Assert.Equal($"the database '{name}' takes no connections now.", refused.Message);
        Assert.Contains(platform.Notes, note => note.GetValueOrDefault("snapshot") == name);
    }

    [Fact]
    public async Task What_was_cut_short_while_it_was_made_is_made_anew_or_removed()
    {
        using var platform = await SnapshotPlatform.CreateAsync(server);
        var oid = await platform.AskAsync("create table t (a int)", "select oid from pg_database where datname = current_database()");
        await platform.ApplyAsync(platform.Bar);

        await CloneHalfAsync(platform);
        Assert.False(await platform.IsDoneAsync(platform.Snapshot()));
        await platform.ApplyAsync(platform.Snapshot());
        Assert.True(await platform.IsDoneAsync(platform.Snapshot()));

        await platform.BeginAnotherAsync();
        await CloneHalfAsync(platform);
        await platform.UndoAsync(platform.Snapshot());
        await platform.UndoAsync(platform.Snapshot());
        await platform.UndoAsync(platform.Bar);

        Assert.Equal(oid, await platform.AskAsync("select oid from pg_database where datname = current_database()"));
        Assert.DoesNotContain(SnapshotNames.Of(KeptRole.Before, platform.Database, platform.Operation), await platform.KeptAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_undo_can_be_run_again_wherever_it_was_cut_short()
    {
        using var platform = await SnapshotPlatform.CreateAsync(server);
        await platform.AskAsync("create table t (a int)");
        await platform.ApplyAsync(platform.Bar);
        await platform.ApplyAsync(platform.Snapshot());
        await platform.ChangeAsync("drop table t");

        await using (var beside = await platform.OpenServerAsync())
        {
            var incoming = KeptDatabases.Find(await KnownDatabases.ListAsync(beside, SnapshotPlatform.Ct), KeptRole.Before, platform.Database, platform.Operation)!;
            var outgoing = new SnapshotMarker(KeptRole.Failed, platform.Database, platform.Operation, 1, TimeProvider.System.GetUtcNow(), null);
            await new DatabaseSwap(beside).RunAsync(incoming, outgoing, opens: true, SnapshotPlatform.Ct);
        }

        await platform.UndoAsync(platform.Snapshot());
        await platform.UndoAsync(platform.Snapshot());
        await platform.UndoAsync(platform.Bar);

        Assert.Equal("0", await platform.AskAsync("select count(*) from t"));
        Assert.Equal(SnapshotNames.Of(KeptRole.Failed, platform.Database, platform.Operation), await platform.KeptAsync());
    }

    [Fact]
    public async Task Clients_that_come_again_and_again_do_not_stop_a_swap()
    {
        using var platform = await SnapshotPlatform.CreateAsync(server);
        await platform.AskAsync("create table t (a int)");
        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 8).Select(_ => Task.Run(() => ComeAgainAsync(platform, stop.Token))).ToList();

        await platform.ApplyAsync(platform.Bar);
        await platform.ApplyAsync(platform.Snapshot());
        await platform.ChangeAsync("drop table t");
        await platform.UndoAsync(platform.Snapshot());
        await platform.ApplyAsync(platform.Open);
        await platform.UndoAsync(platform.Open);
        await platform.UndoAsync(platform.Snapshot());
        await platform.UndoAsync(platform.Bar);
        await stop.CancelAsync();
        await Task.WhenAll(clients);

        Assert.Equal("0", await platform.AskAsync("select count(*) from t"));
    }

    [Fact]
    public async Task A_copy_that_is_not_good_is_not_used()
    {
        using var platform = await SnapshotPlatform.CreateAsync(server, "select 1, select count(*) from nothing");
        await platform.ApplyAsync(platform.Bar);

        var error = await SnapshotPlatform.FailsAsync("snapshot.verify-failed", () => platform.ApplyAsync(platform.Snapshot()));
        await platform.UndoAsync(platform.Snapshot());

        Assert.Contains("'select count(*) from nothing' failed: relation \"nothing\" does not exist (42P01).", error.Message, StringComparison.Ordinal);
        Assert.Equal("", await platform.KeptAsync());
    }

    [Fact]
    public async Task A_long_name_is_cut_and_the_rest_stays_whole()
    {
        using var platform = await SnapshotPlatform.CreateAsync(server, database: $"größe 'x' {new string('ß', 20)}");
        await platform.AskAsync("create table t (a int)");
        await platform.ApplyAsync(platform.Bar);
        await platform.ApplyAsync(platform.Snapshot());
        await platform.ChangeAsync("drop table t");
        await platform.UndoAsync(platform.Snapshot());

        Assert.Equal("0", await platform.AskAsync("select count(*) from t"));
    }

    /// <summary>With everything that a template clone does not carry, and a graph.</summary>
    private async Task<SnapshotPlatform> RichAsync(string verify)
    {
        var platform = await SnapshotPlatform.CreateAsync(server, verify);
        var (name, owner, reader) = (platform.Database, $"{platform.Database}_owner", $"{platform.Database}_reader");
        await platform.AskAsync(
            "create schema app", "create table app.things (id bigint generated always as identity primary key, name text)",
            "insert into app.things (name) select 'thing ' || n from generate_series(1, 1000) n", "create view app.names as select name from app.things",
            "create extension age", "load 'age'", "select ag_catalog.create_graph('roads')",
            "select * from ag_catalog.cypher('roads', $$ create (a:Town {name: 'A'})-[:ROAD {km: 7}]->(b:Town {name: 'B'}) $$) as (x ag_catalog.agtype)");
        await platform.AskServerAsync(
            $"create role {owner}", $"create role {reader}", $"alter database {name} owner to {owner}",
            $"revoke all on database {name} from public", $"grant connect on database {name} to {reader} with grant option",
            $"grant create, temporary on database {name} to {reader}",
            "begin", $"set local role {reader}", $"grant connect on database {name} to pg_monitor", "commit",
            $"alter database {name} set search_path = ag_catalog, \"$user\", public", $"alter database {name} set work_mem = '6MB'",
            $"alter database {name} set \"app.greeting\" = 'it''s a \\ \"test\"'", $"alter role {reader} in database {name} set search_path = \"odd, name\", app",
            $"alter role {reader} in database {name} set statement_timeout = 1500", $"alter role {reader} in database {name} set temp_tablespaces = ''",
            $"alter database {name} connection limit 77", $"comment on database {name} is 'it''s \\ mine'");
        return platform;
    }

    private static async Task CloneHalfAsync(SnapshotPlatform platform)
    {
        await using var beside = await platform.OpenServerAsync();
        var source = await KnownDatabases.GetAsync(beside, platform.Database, SnapshotPlatform.Ct);
        var properties = await DatabaseProperties.ReadAsync(beside, source, SnapshotPlatform.Ct);
        await new NewDatabase(beside, new(KeptRole.Before, platform.Database, platform.Operation, 1, TimeProvider.System.GetUtcNow(), null))
            .CloneAsync(source, properties, SnapshotPlatform.Ct);
    }

    private static async Task ComeAgainAsync(SnapshotPlatform platform, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var client = await PostgresConnection.OpenAsync(platform.Login("client"), PostgresLimits.Quick, CancellationToken.None);
                await client.ExecuteAsync("select pg_sleep(0.01)", CancellationToken.None);
            }
            catch (Exception refused) when (refused is Engine.ShipkeeperException or SqlRefusedException)
            {
                // Barred, or sent away.
            }
        }
    }
}
