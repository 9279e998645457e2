using Shipkeeper.Database;
using Shipkeeper.Docker.Tests.Postgres;
using Shipkeeper.PlatformFile;
using Shipkeeper.Snapshots;

namespace Shipkeeper.Docker.Tests.Snapshots;

/// <summary>A database that is dumped by the server's own programs, and restored beside itself.</summary>
public sealed class DumpTests(PostgresServer server)
{
    [Fact]
    public async Task A_database_that_returns_from_its_dump_is_the_same_in_everything()
    {
        using var platform = await PlainAsync();
        var before = await platform.FingerprintAsync();
        var dump = platform.Snapshot(SnapshotChoice.Dump);

        await platform.ApplyAsync(platform.Bar);
        await platform.ApplyAsync(dump);
        Assert.True(await platform.IsDoneAsync(dump));
        await SnapshotPlatform.FailsAsync("database.barred", () => platform.AskAsync("select 1"));
        await platform.ChangeAsync("drop table things cascade", $"alter database {platform.Database} reset all", $"comment on database {platform.Database} is null");
        await platform.UndoAsync(dump);
        await platform.UndoAsync(dump);
        await platform.UndoAsync(platform.Bar);

        Assert.Equal(before, await platform.FingerprintAsync());
        Assert.Equal(SnapshotNames.Of(KeptRole.Failed, platform.Database, platform.Operation), await platform.KeptAsync());
        Assert.Empty(Directory.EnumerateFiles(FolderOf(platform), "database*"));
    }

    [Fact]
    public async Task A_graph_that_returns_from_its_dump_can_be_asked_and_written()
    {
        using var platform = await SnapshotPlatform.CreateAsync(server);
        const string Path = "set search_path = ag_catalog, public";
        const string Towns = "select * from ag_catalog.cypher('roads', $$ match (a)-[r:ROAD]->(b) return a.name + r.km + b.name $$) as (road ag_catalog.agtype)";
        await platform.AskAsync(
            "create extension age", "load 'age'", "select ag_catalog.create_graph('roads')",
            "select * from ag_catalog.cypher('roads', $$ create (a:Town {name: 'A'})-[:ROAD {km: 7}]->(b:Town {name: 'B'}) $$) as (x ag_catalog.agtype)");
        await platform.ApplyAsync(platform.Bar);
        await platform.ApplyAsync(platform.Snapshot(SnapshotChoice.Dump));
        await platform.ChangeAsync("load 'age'", Path, "select drop_graph('roads', true)");

        await platform.UndoAsync(platform.Snapshot(SnapshotChoice.Dump));
        await platform.UndoAsync(platform.Bar);

        Assert.Equal("\"A7B\"", await platform.AskAsync("load 'age'", Path, Towns));
        await platform.AskAsync("load 'age'", Path, "select * from ag_catalog.cypher('roads', $$ create (c:Village {name: 'C'}) $$) as (x ag_catalog.agtype)", "select ag_catalog.create_graph('more')");
        Assert.Equal("3", await platform.AskAsync("load 'age'", Path, "select * from ag_catalog.cypher('roads', $$ match (n) return count(n) $$) as (n ag_catalog.agtype)"));
    }

    [Fact]
    public async Task A_dump_is_for_its_owner_alone_and_told_of_with_its_digest()
    {
        using var platform = await PlainAsync();
        await platform.ApplyAsync(platform.Bar);
        await platform.ApplyAsync(platform.Snapshot(SnapshotChoice.Dump));

        var path = Path.Combine(FolderOf(platform), "database.dump");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(path, SnapshotPlatform.Ct)));
        Assert.Contains(platform.Notes, note => note.GetValueOrDefault("sha256") == digest);
        Assert.DoesNotContain(platform.Notes, note => note.Values.Any(value => value.Contains(PostgresServer.Password, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("truncated")]
    [InlineData("changed")]
    public async Task A_dump_that_is_not_what_was_written_is_not_restored(string how)
    {
        using var platform = await PlainAsync();
        var dump = platform.Snapshot(SnapshotChoice.Dump);
        await platform.ApplyAsync(platform.Bar);
        await platform.ApplyAsync(dump);
        var path = Path.Combine(FolderOf(platform), "database.dump");
        await using (var file = new FileStream(path, FileMode.Open))
        {
            file.Position = file.Length / 2;
            if (how == "truncated")
            {
                file.SetLength(file.Position);
            }
            else
            {
                file.Write("oops"u8);
            }
        }

        await SnapshotPlatform.FailsAsync("snapshot.dump-damaged", () => platform.UndoAsync(dump));

        Assert.Equal("", await platform.KeptAsync());
    }

    [Fact]
    public async Task A_restore_that_was_cut_short_begins_anew()
    {
        using var platform = await PlainAsync();
        var dump = platform.Snapshot(SnapshotChoice.Dump);
        await platform.ApplyAsync(platform.Bar);
        await platform.ApplyAsync(dump);
        await platform.ChangeAsync("drop table things cascade");
        await using (var beside = await platform.OpenServerAsync())
        {
            var properties = await DatabaseProperties.ReadAsync(beside, await KnownDatabases.GetAsync(beside, platform.Database, SnapshotPlatform.Ct), SnapshotPlatform.Ct);
            await new NewDatabase(beside, new(KeptRole.Restored, platform.Database, platform.Operation, 1, TimeProvider.System.GetUtcNow(), null)).CreateEmptyAsync(properties, SnapshotPlatform.Ct);
        }

        await platform.UndoAsync(dump);
        await platform.UndoAsync(platform.Bar);

        Assert.Equal("1000", await platform.AskAsync("select count(*) from things"));
        Assert.Equal(SnapshotNames.Of(KeptRole.Failed, platform.Database, platform.Operation), await platform.KeptAsync());
    }

    [Fact]
    public async Task A_dump_without_its_record_is_no_snapshot_and_is_removed()
    {
        using var platform = await PlainAsync();
        var dump = platform.Snapshot(SnapshotChoice.Dump);
        await platform.ApplyAsync(platform.Bar);
        await File.WriteAllBytesAsync(Path.Combine(FolderOf(platform), "database.dump"), "PGDMP"u8.ToArray(), SnapshotPlatform.Ct);

        Assert.False(await platform.IsDoneAsync(dump));
        await platform.UndoAsync(dump);
        await platform.UndoAsync(platform.Bar);

        Assert.Equal("1000", await platform.AskAsync("select count(*) from things"));
        Assert.Equal("", await platform.KeptAsync());
        Assert.Empty(Directory.EnumerateFiles(FolderOf(platform), "database*"));
    }

    [Fact]
    public async Task A_snapshot_that_somebody_has_removed_is_told_and_nothing_is_done()
    {
        using var platform = await PlainAsync();
        var dump = platform.Snapshot(SnapshotChoice.Dump);
        await platform.ApplyAsync(platform.Bar);
        await platform.ApplyAsync(dump);
        File.Delete(Path.Combine(FolderOf(platform), "database.dump"));

        var error = await SnapshotPlatform.FailsAsync("snapshot.missing", () => platform.UndoAsync(dump));

        Assert.Equal($"the snapshot of '{platform.Database}' that operation {platform.Operation} has taken is gone.", error.Message);
    }

    [Fact]
    public async Task What_the_server_cannot_restore_leaves_the_database_as_it_is()
    {
        using var platform = await PlainAsync();
        var dump = platform.Snapshot(SnapshotChoice.Dump);
        var role = $"{platform.Database}_gone";
        await platform.AskServerAsync($"create role {role}");
        await platform.AskAsync($"create table of_role (a int)", $"alter table of_role owner to {role}");
        await platform.ApplyAsync(platform.Bar);
        await platform.ApplyAsync(dump);
        await platform.ChangeAsync("drop table of_role", $"drop role {role}");

        var error = await SnapshotPlatform.FailsAsync("snapshot.dump-failed", () => platform.UndoAsync(dump));
        await platform.ChangeAsync($"create role {role}");
        await platform.UndoAsync(dump);
        await platform.UndoAsync(platform.Bar);

        Assert.Contains(error.Details, line => line.Contains($"role \"{role}\" does not exist", StringComparison.Ordinal));
        Assert.Equal("0", await platform.AskAsync("select count(*) from of_role"));
    }

    private static string FolderOf(SnapshotPlatform platform) => Path.Combine(platform.Path, ".shipkeeper", "operations", platform.Operation);

    private async Task<SnapshotPlatform> PlainAsync()
    {
        var platform = await SnapshotPlatform.CreateAsync(server, "select 1 from things");
        await platform.AskAsync(
            "create table things (id bigint generated always as identity primary key, name text, big text)",
            "insert into things (name, big) select 'thing ' || n, repeat(md5(n::text), 50) from generate_series(1, 1000) n", "create view names as select name from things");
        await platform.AskServerAsync(
            $"alter database {platform.Database} set search_path = public, \"$user\"", $"comment on database {platform.Database} is 'mine'",
            $"grant create on database {platform.Database} to pg_monitor", $"alter database {platform.Database} connection limit 55");
        return platform;
    }
}
