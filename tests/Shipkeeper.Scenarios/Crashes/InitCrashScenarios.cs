using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Crashes;

/// <summary>Secrets that services already use cannot be made again: whatever happens to an init, those that are there stay, byte for byte.</summary>
public abstract class InitCrashScenarios
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const string Old = "# mine\nTOKEN='an old value that is used'\n\n";

    private protected static Task WalkAsync(string call) => CrashWalk.WalkAsync(call, last: 30, every: 2, Prepare, "init", async platform =>
    {
        var left = platform.Read(".env");
        Assert.StartsWith(Old, left, StringComparison.Ordinal);
        Assert.True(left == Old || left.Contains("\nMORE=", StringComparison.Ordinal), $"half a file: {left}");
        Assert.Equal(Private, File.GetUnixFileMode(platform.PathOf(".env")));

        (await platform.RunAsync("init")).Exits(0);
        var complete = platform.Read(".env");
        Assert.True(left == Old ? complete.StartsWith(Old, StringComparison.Ordinal) : left == complete, $"was {left}, is {complete}");
        Assert.Equal(Private, File.GetUnixFileMode(platform.PathOf(".env")));

        (await platform.RunAsync("init")).Exits(0).Says("nothing to do");
        Assert.Equal(complete, platform.Read(".env"));
        Assert.Equal([".env", ".shipkeeper", "compose.yaml", "settings.env", "shipkeeper.yaml"], platform.Entries());
        platform.Journals.AreChained();
    });

    private static ScenarioPlatform Prepare()
    {
        var platform = ScenarioPlatform.WithTwoLayers("settings: {mode: [production, dev]}\nsecrets: {TOKEN: {generate: token}, MORE: {generate: hex, bytes: 32}}");
        platform.WriteSecrets(Old[..^1]);
        return platform;
    }
}

public sealed class InitKilledAtAWrite : InitCrashScenarios
{
    [Fact]
    public Task An_init_that_was_killed_at_a_write_leaves_the_secrets_old_or_new() => WalkAsync(CrashWalk.BeforeTheLine);
}

public sealed class InitKilledAtASync : InitCrashScenarios
{
    [Fact]
    public Task An_init_that_was_killed_at_an_fsync_leaves_the_secrets_old_or_new() => WalkAsync(CrashWalk.AfterTheLine);
}

public sealed class InitKilledAtARename : InitCrashScenarios
{
    [Fact]
    public Task An_init_that_was_killed_at_a_rename_leaves_the_secrets_old_or_new() => WalkAsync("rename");
}
