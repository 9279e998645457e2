using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Upgrades;

/// <summary>A database server goes to another major version with all that is in it, or stays what it is.</summary>
public sealed class MajorScenarios
{
    [Fact]
    public async Task Everything_in_the_server_comes_along_and_its_old_files_are_kept()
    {
        await using var major = await MajorPlatform.StartAsync();

        (await major.Platform.RunAsync($"plan --service store={Settings.PostgresImage}")).Exits(0).Says("PostgreSQL 15 → 17: app, other are dumped", $"kept as {major.Platform.Name}_data__pg15");
        (await major.Platform.RunAsync(major.Upgrade)).Exits(0).Says("release 2 is up");

        Assert.Equal(MajorPlatform.New, await major.IsWholeAsync());
        Assert.True(await major.HasVolumeAsync("data__pg15"));
        Assert.Empty(Directory.GetFiles(major.Platform.PathOf(".shipkeeper/operations"), "*.dump", SearchOption.AllDirectories));

        (await major.Platform.RunAsync("rollback --data keep")).Fails(3, "major.refused").Says("release 1 runs 'store' with PostgreSQL 15", "data__pg15");
        (await major.Platform.RunAsync($"upgrade --service store={Settings.OldPostgresImage} --retry")).Fails(3, "major.refused").Says("goes to a newer version only");
        (await major.Platform.RunAsync("stop")).Exits(0);
        (await major.Platform.RunAsync("start")).Exits(0);
        Assert.Equal(MajorPlatform.New, await major.IsWholeAsync());
    }

    [Fact]
    public async Task A_new_server_whose_data_are_not_good_gives_way_to_the_old_one()
    {
        await using var major = await MajorPlatform.StartAsync(verify: "select 1 / (current_setting('server_version_num')::int / 160000 - 1)");

        (await major.Platform.RunAsync(major.Upgrade)).Fails(4, "operation.rolled-back").Says("Everything was put back", "division by zero");

        Assert.Equal(MajorPlatform.Old, await major.IsWholeAsync());
        Assert.False(await major.HasVolumeAsync("data__pg15"));
        (await major.Platform.RunAsync($"upgrade --service store={Settings.PostgresImage}")).Fails(3, "upgrade.failed-before");
    }

    [Fact]
    public async Task What_cannot_be_put_back_later_is_refused_before_anything_is_stopped()
    {
        await using var major = await MajorPlatform.StartAsync();
        var kept = $"{major.Platform.Name}_data__pg15";
        await Program.OutputAsync("docker", "volume", "create", "--label", $"com.docker.compose.project={major.Platform.Name}", kept);
        (await major.Platform.RunAsync(major.Upgrade)).Fails(3, "major.refused").Says($"there is a volume '{kept}' already");
        await Program.OutputAsync("docker", "volume", "rm", kept);

        await major.SqlAsync("postgres", "alter database other allow_connections false");
        (await major.Platform.RunAsync(major.Upgrade)).Fails(3, "major.refused").Says("'other' takes no connections");
        await major.SqlAsync("postgres", "alter database other allow_connections true");

        (await major.Platform.RunAsync("plan --service store=example.invalid/postgres:99")).Fails(3, "upgrade.images-missing");
        Assert.Equal(MajorPlatform.Old, await major.IsWholeAsync());
    }
}
