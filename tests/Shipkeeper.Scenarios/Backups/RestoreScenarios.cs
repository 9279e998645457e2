using Shipkeeper.Scenarios.Language;
using Shipkeeper.Scenarios.Schema;

namespace Shipkeeper.Scenarios.Backups;

/// <summary>Data come back together, database and volume, or nothing changes.</summary>
public sealed class RestoreScenarios
{
    [Fact]
    public async Task What_was_written_since_a_backup_goes_and_what_was_there_comes_back()
    {
        await using var backups = await BackupPlatform.StartAsync();
        (await backups.Platform.RunAsync("backup")).Exits(0).Says("database app", "volume files", "left out: .env");
        (await backups.Platform.RunAsync($"backup verify {backups.Backup}")).Exits(0).Says("have the 3 rows of the manifest", "is good");
        await backups.WriteAsync("changed");

        (await backups.Platform.RunAsync($"restore {backups.Backup} --dry-run")).Exits(0).Says("is replaced", "steps:");
        (await backups.Platform.RunAsync($"restore {backups.Backup}")).Fails(2, "usage.no-terminal");
        Assert.Equal("changed", await backups.IsWholeAsync());
        (await backups.Platform.RunAsync($"restore {backups.Backup} --yes")).Exits(0).Says("are in place", "__before_");

        Assert.Equal("saved", await backups.IsWholeAsync());
        Assert.Equal("", await backups.Platform.Engine.ExecAsync("web", "sh", "-c", "ls -A /data/sub | grep changed || true"));
        Assert.Contains(await backups.Platform.Engine.VolumesAsync(), volume => volume.Contains("_files__before_", StringComparison.Ordinal));
        (await backups.Platform.RunAsync("backup list")).Exits(0).Says(backups.Backup);
        (await backups.Platform.RunAsync("status")).Exits(0).Says("backup  ", backups.Backup);
    }

    [Fact]
    public async Task A_backup_can_be_looked_at_beside()
    {
        await using var backups = await BackupPlatform.StartAsync();
        (await backups.Platform.RunAsync("backup")).Exits(0);
        await backups.WriteAsync("changed");

        (await backups.Platform.RunAsync($"restore {backups.Backup} --into yesterday")).Exits(0);

        Assert.Equal("changed", await backups.IsWholeAsync());
        Assert.Equal("saved", await backups.Platform.Engine.ExecAsync("db", "psql", "--username", "app", "--dbname", "yesterday", "-At", "-c", "select word from notes"));
        (await backups.Platform.RunAsync($"restore {backups.Backup} --into yesterday")).Fails(3, "restore.into");
    }

    [Fact]
    public async Task A_restored_database_that_is_not_good_changes_nothing()
    {
        await using var backups = await BackupPlatform.StartAsync(verify: "\"select 1 / (select count(*) from notes where word = 'changed')\"");
        (await backups.Platform.RunAsync("backup")).Exits(0);
        (await backups.Platform.RunAsync($"backup verify {backups.Backup}")).Fails(1, "snapshot.dump-failed");
        await backups.WriteAsync("changed");

        (await backups.Platform.RunAsync($"restore {backups.Backup} --yes")).Fails(4, "operation.rolled-back").Says("snapshot.verify-failed");

        Assert.Equal("changed", await backups.IsWholeAsync());
    }

    [Fact]
    public async Task An_application_that_is_not_good_on_restored_data_gets_its_own_back()
    {
        await using var backups = await BackupPlatform.StartAsync();
        await backups.Platform.Engine.ExecAsync("web", "touch", "/data/broken");
        (await backups.Platform.RunAsync("backup")).Exits(0);
        await backups.Platform.Engine.ExecAsync("web", "rm", "/data/broken");
        await backups.WriteAsync("changed");

        (await backups.Platform.RunAsync($"restore {backups.Backup} --yes")).Fails(4, "operation.rolled-back").Says("Everything was put back");

        Assert.Equal("changed", await backups.IsWholeAsync());
        Assert.DoesNotContain(await backups.Platform.Engine.VolumesAsync(), volume => volume.Contains("__before_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_newer_schema_is_refused_and_an_older_one_is_migrated()
    {
        await using var backups = await BackupPlatform.StartAsync();
        (await backups.Platform.RunAsync("backup")).Exits(0);
        var old = backups.Backup;
        backups.Platform.Write("schema/002_more.sql", "alter table notes add column more integer;\n");
        (await backups.Platform.RunAsync("upgrade")).Exits(0);
        (await backups.Platform.RunAsync("backup")).Exits(0);
        var recent = backups.Backup;

        (await backups.Platform.RunAsync($"restore {old} --yes")).Exits(0).Says("is brought to where release 2 needs it");
        Assert.Equal("2", await backups.Platform.SqlAsync("select max(version) from schema_migrations"));
        Assert.Equal("saved", await backups.IsWholeAsync());

        File.Delete(backups.Platform.PathOf("schema/002_more.sql"));
        (await backups.Platform.RunAsync("rollback --release 1 --data keep")).Exits(0);
        (await backups.Platform.RunAsync($"restore {recent} --yes")).Fails(3, "restore.schema").Says("rollback --release 2");
    }
}
