using System.Diagnostics;

namespace Shipkeeper.Scenarios.Language;

/// <summary>Waits for what nobody announces.</summary>
internal static class Until
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(() => Task.FromResult(condition()), what, pause: 2);

    public static Task TrueAsync(Func<Task<bool>> condition, string what) => TrueAsync(condition, what, pause: 50);

    private static async Task TrueAsync(Func<Task<bool>> condition, string what, int pause)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(clock.Elapsed < Limit, $"{what}: not within {Limit.TotalSeconds} s");
            await Task.Delay(pause);
        }
    }
}
