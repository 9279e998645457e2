using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Faults;

public sealed class FileFaultScenarios
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public async Task A_rename_that_fails_ends_the_start_and_the_next_one_is_good()
    {
        foreach (var point in Settings.PartOf(Enumerable.Range(1, 3), every: 3))
        {
            await using var platform = ScenarioPlatform.WithTwoLayers();

            var ran = await platform.RunUnderAsync(Fault.Error("rename", "EIO", $"{point}+"), "start");

            // The renames of a start belong to several threads: that one of them comes to a third is not certain.
            Assert.True(ran.ExitCode == 1 || (ran.ExitCode == 0 && point == 3), ran.ToString());
            Assert.Equal(ran.ExitCode == 0, platform.Has(".shipkeeper/current"));
            Assert.Equal(ran.ExitCode == 1, ran.Errors.Contains("Input/output error", StringComparison.Ordinal));
            (await platform.RunAsync("start")).Exits(0);
            await platform.IsWholeAsync("store", "web");
        }
    }

    [Theory]
    [InlineData("fsync", "EIO", 3)]
    [InlineData("fsync", "EIO", 7)]
    [InlineData("pwrite64", "ENOSPC", 2)]
    [InlineData("pwrite64", "ENOSPC", 5)]
    [InlineData("rename", "EIO", 2)]
    [InlineData("rename", "EIO", 3)]
    public async Task A_disk_that_fails_under_init_costs_no_secret(string call, string error, int point)
    {
        await using var platform = ScenarioPlatform.WithTwoLayers("secrets: {TOKEN: {generate: token}, MORE: {generate: token}}");
        const string Old = "TOKEN=an-old-value-that-is-used";
        platform.WriteSecrets(Old);

        var ran = await platform.RunUnderAsync(Fault.Error(call, error, $"{point}+"), "init");

        Assert.True(ran.ExitCode is 0 or 1, ran.ToString());
        Assert.StartsWith(Old + "\n", platform.Read(".env"), StringComparison.Ordinal);
        (await platform.RunAsync("init")).Exits(0);
        Assert.StartsWith(Old + "\n", platform.Read(".env"), StringComparison.Ordinal);
        Assert.Contains("\nMORE=", platform.Read(".env"), StringComparison.Ordinal);
        Assert.Equal(Private, File.GetUnixFileMode(platform.PathOf(".env")));
        Assert.Equal([".env", ".shipkeeper", "compose.yaml", "shipkeeper.yaml"], platform.Entries());
    }

    [Fact]
    public async Task A_small_disk_that_is_full_is_said_to_be_and_start_works_when_there_is_room_again()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();
        Directory.CreateDirectory(platform.PathOf("small"));
        var line =
            $"mount -t tmpfs -o size=64k none small && cp shipkeeper.yaml compose.yaml small/ && cd small && "
            + "dd if=/dev/zero of=filler bs=4k 2>/dev/null; $SHIPKEEPER start; echo code $?; rm filler; $SHIPKEEPER stop && echo room again";

        var ran = await platform.ShellAsync($"unshare --mount bash -c '{line}'");
        Assert.SkipWhen(ran.Errors.Contains("mount:", StringComparison.Ordinal) || ran.Errors.Contains("unshare", StringComparison.Ordinal), $"no mount here: {ran.Errors}");

        ran.Exits(0).Says("No space left on device", "code 1", "room again");
        Assert.Empty(await platform.Engine.ContainersAsync());
    }
}
