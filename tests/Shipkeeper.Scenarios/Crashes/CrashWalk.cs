using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Crashes;

/// <summary>
/// Kills the binary at its N-th system call of a kind, for one N after the other. Every journal line is one pwrite64 and one fsync of the
/// journal's own thread: killed at the first, the line is not there; killed at the second, it is there and its effect has not begun.
/// </summary>
internal static class CrashWalk
{
    public const string BeforeTheLine = "pwrite64";
    public const string AfterTheLine = "fsync";

    /// <summary>strace 6.1 now and then loses a thread that is just ending, and gives up; the program then ends by a signal, at some other point.</summary>
    private const string TracerFailed = "strace: ptrace(";

    /// <summary>Each point finds a platform of its own.</summary>
    /// <inheritdoc cref="PointsAsync"/>
    public static Task WalkAsync<T>(string call, int last, int every, Func<Task<T>> prepareAsync, string verb, Func<T, Task> againEndsWell, int exits = 0)
        where T : IWalked, IAsyncDisposable => PointsAsync(call, last, every, verb, async point =>
        {
            await using var walked = await prepareAsync();
            return await KillAsync(walked, call, point, verb, againEndsWell, exits);
        });

    /// <inheritdoc cref="WalkAsync{T}(string, int, int, Func{Task{T}}, string, Func{T, Task}, int)"/>
    public static Task WalkAsync(string call, int last, int every, Func<ScenarioPlatform> prepare, string verb, Func<ScenarioPlatform, Task> againEndsWell) =>
        WalkAsync(call, last, every, () => Task.FromResult(prepare()), verb, againEndsWell);

    /// <summary>All points find the same platform, which the check leaves as it was.</summary>
    /// <param name="exits">With what the verb ends when nobody kills it.</param>
    /// <inheritdoc cref="PointsAsync"/>
    public static Task WalkAsync(string call, int last, int every, ScenarioPlatform platform, string verb, Func<ScenarioPlatform, Task> againEndsWell, int exits = 0) =>
        PointsAsync(call, last, every, verb, point => KillAsync(platform, call, point, verb, againEndsWell, exits));

    /// <param name="last">More than the verb has such calls in a thread: the walk ends where nothing is killed any more.</param>
    /// <param name="every">Of so many points the normal run takes one.</param>
    /// <param name="killAsync">How long the next command took; null where the verb was not killed.</param>
    private static async Task PointsAsync(string call, int last, int every, string verb, Func<int, Task<TimeSpan?>> killAsync)
    {
        var record = new WalkRecord();
        var points = Settings.PartOf(Enumerable.Range(1, last), every).ToList();
        foreach (var point in points.Where(point => !record.HasEnded && !record.Has(point)))
        {
            if (await killAsync(point) is not { } recovery)
            {
                Assert.True(point > 1, $"'{verb}' is not killed at its first {call}");
                record.Ended();
                return;
            }

            record.Survived(point, recovery);
        }

        // A part of a walk may miss the few points at its end.
        Assert.True(record.HasEnded || !Settings.WalksEverything, $"'{verb}' was still killed at {call} {points[^1]}: the walk must go on further than {last}");
    }

    private static async Task<TimeSpan?> KillAsync<T>(T platform, string call, int point, string verb, Func<T, Task> againEndsWell, int exits = 0)
        where T : IWalked
    {
        var ran = await platform.RunUnderAsync(Fault.KillAt(call, point), verb);
        var tracerFailed = ran.Errors.Contains(TracerFailed, StringComparison.Ordinal);
        Assert.True(tracerFailed || ran.ExitCode == exits || ran.ExitCode == 137, $"killed at {call} {point}: {ran}");
        MustHaveBeenKilled(platform, call, point, verb, ran);
        var before = platform.Took.Count;
        await AtPointAsync($"after kill -9 of '{verb}' at {call} {point}", () => againEndsWell(platform));
        return tracerFailed || ran.ExitCode == 137 ? platform.Took[before] : null;
    }

    /// <summary>A walk that kills nobody proves nothing: a journal of so many lines was written with at least so many calls.</summary>
    private static void MustHaveBeenKilled(IWalked platform, string call, int point, string verb, Ran ran)
    {
        if (ran.ExitCode != 137 && call is (BeforeTheLine or AfterTheLine))
        {
            var lines = platform.Journals.Newest.Lines.Count;
            Assert.True(lines <= point, $"'{verb}' wrote {lines} lines, and was not killed at {call} {point}");
        }
    }

    /// <summary>A failure says where it was, and how to see it again.</summary>
    public static async Task AtPointAsync(string point, Func<Task> check)
    {
        try
        {
            await check();
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"{point} (SCENARIOS_SEED={Settings.Seed}): {failure.Message}", failure);
        }
    }
}
