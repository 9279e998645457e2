using Shipkeeper.Scenarios.Language;
using Shipkeeper.Scenarios.Schema;

namespace Shipkeeper.Scenarios.Crashes;

/// <summary>kill -9 at every journal line of a start with five pending migrations: each is applied exactly once, whoever ends it.</summary>
public abstract class MigrationCrashScenarios
{
    private const int Lines = 60;

    /// <summary>Applied twice, each would leave a row more, or fail.</summary>
    private static readonly (string, string)[] Files =
    [
        ("001_t.sql", "create table t (a int);"),
        ("002_two.sql", "insert into t values (2);"),
        ("003_three.sql", "begin;\ninsert into t values (3);\ninsert into public.schema_migrations (version, name) values (3, 'three') on conflict do nothing;\ncommit;"),
        ("004_four.sql", "insert into t select sum(a) - 1 from t;"),
        ("005_five.sql", "insert into t values (5);"),
    ];

    private protected static async Task WalkAsync(string call)
    {
        await using var platform = DatabasePlatform.With(Files);
        (await platform.RunAsync("start")).Exits(0);
        await ForgetAsync(platform);
        await CrashWalk.WalkAsync(call, Lines, every: 8, platform, "start", async platform =>
        {
            (await platform.RunAsync("start")).Exits(0);
            await platform.IsWholeAsync("db", "app");
            Assert.Equal("{2,3,4,5}", await platform.SqlAsync("select array_agg(a order by a) from t"));
            Assert.Equal("{1,2,3,4,5}", await platform.SqlAsync("select array_agg(version order by version) from public.schema_migrations"));
            Assert.Equal("5", await platform.SqlAsync("select count(*) from shipkeeper.migrations where sha256 is not null"));
            await ForgetAsync(platform);
        });
    }

    /// <summary>As before its first release, with an empty database and the application down.</summary>
    private static async Task ForgetAsync(ScenarioPlatform platform)
    {
        await platform.SqlAsync("drop schema public cascade; create schema public; drop schema shipkeeper cascade;");
        await Program.OutputAsync("docker", "rm", "--force", $"{platform.Name}-app-1");
        File.Delete(platform.PathOf(".shipkeeper/current"));
    }
}

public sealed class MigratingStartKilledBeforeALine : MigrationCrashScenarios
{
    [Fact]
    public Task A_start_with_pending_migrations_that_was_killed_before_a_journal_line_applies_each_once() => WalkAsync(CrashWalk.BeforeTheLine);
}

public sealed class MigratingStartKilledAfterALine : MigrationCrashScenarios
{
    [Fact]
    public Task A_start_with_pending_migrations_that_was_killed_after_a_journal_line_applies_each_once() => WalkAsync(CrashWalk.AfterTheLine);
}
