using System.Diagnostics;
using Shipkeeper.Docker.Tests.Postgres;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Steps;
using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Docker.Tests.Snapshots;

/// <summary>Who comes into a database that an operation has barred.</summary>
public sealed class BarTests(PostgresServer server)
{
    [Fact]
    public async Task Nobody_is_inside_and_nobody_comes_in_until_it_is_undone()
    {
        using var platform = await SnapshotPlatform.CreateAsync(server);
        await using var inside = await PostgresServer.OpenAsync(platform.Login(), SnapshotPlatform.Ct);

        await platform.ApplyAsync(platform.Bar);
        await platform.ApplyAsync(platform.Bar);

        await SnapshotPlatform.FailsAsync("database.connection-lost", () => inside.ExecuteAsync("select 1", SnapshotPlatform.Ct));
        await SnapshotPlatform.FailsAsync("database.barred", () => platform.AskAsync("select 1"));
        Assert.False(await platform.IsDoneAsync(platform.Open));
        await platform.UndoAsync(platform.Bar);
        await platform.UndoAsync(platform.Bar);
        Assert.Equal("1", await platform.AskAsync("select 1"));
        Assert.True(await platform.IsDoneAsync(platform.Open));
    }

    [Fact]
    public async Task A_session_that_does_not_end_is_named()
    {
        using var platform = await SnapshotPlatform.CreateAsync(server, user: "plain_owner");
        await OwnedByPlainUserAsync(platform);
        await using var superuser = await PostgresServer.OpenAsync(server.Login(platform.Database, application: "report of the month"), SnapshotPlatform.Ct);
        var pid = (await superuser.QueryAsync("select pg_backend_pid()", 1, SnapshotPlatform.Ct)).Value;

        var error = await SnapshotPlatform.FailsAsync("database.in-use", () => platform.ApplyAsync(platform.Bar));
        await platform.UndoAsync(platform.Bar);

        Assert.Equal($"a session of the database '{platform.Database}' did not end within 15 s.", error.Message);
        Assert.Equal([$"report of the month, user postgres, pid {pid}"], error.Details);
        Assert.Equal("1", await platform.AskAsync("select 1"));
    }

    [Fact]
    public async Task Who_may_not_change_the_database_is_told_before_anything_changes()
    {
        using var platform = await SnapshotPlatform.CreateAsync(server, user: "plain_guest");
        await EnsureRoleAsync(platform, "plain_guest");

        var error = await SnapshotPlatform.FailsAsync("database.not-ours", () => platform.ApplyAsync(platform.Bar));

        Assert.Equal($"the user 'plain_guest' does not own the database '{platform.Database}', and is no superuser.", error.Message);
        Assert.Equal("1", await platform.AskAsync("select 1"));
        Assert.Empty(platform.Notes);
    }

    [Fact]
    public async Task Migrations_of_the_operation_come_in_while_strangers_are_turned_away()
    {
        using var platform = await SnapshotPlatform.CreateAsync(server);
        Enumerable.Range(1, 20).ToList().ForEach(number => platform.WriteMigration(number, $"create table t{number} (a int);"));
        using var stop = new CancellationTokenSource();
        var strangers = Enumerable.Range(0, 4).Select(_ => Task.Run(() => LookAroundAsync(platform, stop.Token))).ToList();

        await platform.RunAsync(OperationMode.ForwardOnly, Stage.Of(platform.Bar), Stage.Of(RunMigrations.Step(new(null, Force: false), "migrate")));
        await SnapshotPlatform.FailsAsync("database.barred", () => platform.AskAsync("select 1"));
        await platform.RunAsync(OperationMode.ForwardOnly, Stage.Of(platform.Open));
        await stop.CancelAsync();
        await Task.WhenAll(strangers);

        Assert.Equal("20", await platform.AskAsync("select count(*) from public.schema_migrations"));
    }

    [Fact]
    public async Task Another_operation_does_not_come_in_through_a_bar_that_is_not_its_own()
    {
        using var platform = await SnapshotPlatform.CreateAsync(server);
        platform.WriteMigration(1, "create table t (a int);");
        await platform.ApplyAsync(platform.Bar);

        await SnapshotPlatform.FailsAsync(
            "database.barred", () => platform.RunAsync(OperationMode.ForwardOnly, Stage.Of(RunMigrations.Step(new(null, Force: false), "migrate"))));
    }

    [Fact]
    public async Task Twenty_migrations_take_hardly_longer_through_the_door()
    {
        await MigrateAsync(bars: false);
        await MigrateAsync(bars: true);
        var (open, barred) = (await MigrateAsync(bars: false), await MigrateAsync(bars: true));

        TestContext.Current.TestOutputHelper?.WriteLine($"20 migrations: {open.TotalMilliseconds:0} ms open, {barred.TotalMilliseconds:0} ms barred");
        Assert.True(barred < (3 * open) + TimeSpan.FromSeconds(5), $"{open} {barred}");
    }

    private async Task<TimeSpan> MigrateAsync(bool bars)
    {
        using var platform = await SnapshotPlatform.CreateAsync(server);
        Enumerable.Range(1, 20).ToList().ForEach(number => platform.WriteMigration(number, $"create table t{number} (a int);"));
        var migrate = Stage.Of(RunMigrations.Step(new(null, Force: false), "migrate"));
        var begun = Stopwatch.GetTimestamp();
        await platform.RunAsync(OperationMode.ForwardOnly, bars ? [Stage.Of(platform.Bar), migrate, Stage.Of(platform.Open)] : [migrate]);
        return Stopwatch.GetElapsedTime(begun);
    }

    private static async Task OwnedByPlainUserAsync(SnapshotPlatform platform)
    {
        await EnsureRoleAsync(platform, "plain_owner");
        await platform.AskServerAsync($"alter database {platform.Database} owner to plain_owner");
    }

    private static Task<string?> EnsureRoleAsync(SnapshotPlatform platform, string role) => platform.AskServerAsync($"create role {role} login createdb password '{PostgresServer.Password}'");

    private static async Task LookAroundAsync(SnapshotPlatform platform, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var client = await PostgresConnection.OpenAsync(platform.Login("stranger"), PostgresLimits.Quick, CancellationToken.None);
                await client.ExecuteAsync("select pg_sleep(2)", CancellationToken.None);
            }
            catch (Exception refused) when (refused is Engine.ShipkeeperException or SqlRefusedException)
            {
                // Barred, or sent away.
            }
        }
    }
}
