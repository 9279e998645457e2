using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Upgrades;

/// <summary>The database goes away, or refuses, while an upgrade changes it.</summary>
public sealed class UpgradeDatabaseFaults
{
    /// <summary>Whoever kills it by hand has it not started again by the engine.</summary>
    [Theory]
    [InlineData("run-migrations")]
    [InlineData("bake-services")]
    public async Task A_server_that_is_killed_comes_back_with_its_data_and_its_schema(string moment)
    {
        await using var versions = await TwoVersions.StartAsync(withDatabase: true, "upgrade: {bake: 20s}");
        versions.WriteTwoBut(TwoVersions.Command, "command: [sh, -c, 'sleep 4; exit 1']");
        versions.Platform.Write("schema/002_more.sql", versions.Platform.Read("schema/002_more.sql") + "select pg_sleep(3);\n");
        var upgrade = await versions.RunUntilAsync(moment);
        await Task.Delay(TimeSpan.FromSeconds(1));

        await versions.Platform.Engine.KillAsync("store");

        (await upgrade.EndAsync()).Fails(4, "operation.rolled-back");
        await versions.StoodOnOneAndGoesToTwoAsync("--retry");
    }

    [Fact]
    public async Task A_file_that_the_server_refuses_takes_back_the_ones_before_it_too()
    {
        await using var versions = await TwoVersions.StartAsync(withDatabase: true);
        versions.Write("two");
        versions.Platform.Write("schema/003_more.sql", "alter table notes add column third integer; insert into notes values ('three', 3, 3);\n");
        versions.Platform.Write("schema/004_wrong.sql", "insert into notes values ('four');\nselect 1 / 0;\n");
        versions.Platform.Write("schema/005_never.sql", "drop table notes;\n");

        (await versions.Platform.RunAsync("upgrade")).Fails(4, "operation.rolled-back").Says("schema/004_wrong.sql", "division by zero", "migration.failed", "kept    the database that was in use as 'app__failed_");

        Assert.False(versions.Platform.Has("schema/004_wrong.sql"));
        await versions.StoodOnOneAndGoesToTwoAsync();
    }

    /// <summary>One that nobody holds any more: a transaction that was prepared, and never committed.</summary>
    [Fact]
    public async Task A_transaction_that_does_not_end_stops_the_upgrade_before_the_data_changes()
    {
        await using var versions = await TwoVersions.StartAsync(withDatabase: true);
        await versions.SqlAsync("alter system set max_prepared_transactions = 5");
        (await Program.RunAsync("docker", "restart", $"{versions.Platform.Name}-store-1")).Exits(0);
        await Until.TrueAsync(async () => (await Program.RunAsync("docker", "exec", $"{versions.Platform.Name}-store-1", "pg_isready", "-h", "127.0.0.1")).ExitCode == 0, "the server is back");
        await versions.SqlAsync("begin; insert into notes values ('one'); prepare transaction 'forgotten'");
        versions.Write("two");

        var ran = await versions.Platform.RunAsync("upgrade");

        Assert.True(ran.ExitCode is 3 or 4, ran.ToString());
        ran.Says("prepared transaction");
        await versions.SqlAsync("rollback prepared 'forgotten'");
        (await versions.Platform.RunAsync("start --as-released")).Exits(0);
        await versions.StoodOnOneAndGoesToTwoAsync("--retry");
    }

    [Fact]
    public async Task A_session_that_comes_again_and_again_is_kept_out_until_the_new_release_serves()
    {
        await using var versions = await TwoVersions.StartAsync(withDatabase: true);
        versions.Write("two");
        versions.Platform.Write("schema/002_more.sql", versions.Platform.Read("schema/002_more.sql") + "select pg_sleep(2);\n");
        using var end = new CancellationTokenSource();
        var turnedAway = 0;
        var writer = Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                var ran = await Program.RunAsync(
                    "docker", "exec", $"{versions.Platform.Name}-store-1", "psql", "--username", "app", "--quiet", "--command", "begin; lock table notes in share mode; select pg_sleep(60)");
                turnedAway += ran.Everything.Contains("not currently accepting connections", StringComparison.Ordinal) ? 1 : 0;
            }
        });

        var upgrade = await versions.RunUntilAsync("open-gate");
        await end.CancelAsync();
        (await upgrade.EndAsync()).Exits(0);
        await versions.SqlAsync("select pg_terminate_backend(pid) from pg_stat_activity where wait_event = 'PgSleep'");
        await writer;

        Assert.True(turnedAway > 0, "nobody was turned away");
        Assert.Equal("two", await versions.IsWholeAsync());
    }
}
