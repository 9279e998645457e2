namespace Shipkeeper.Scenarios.Language;

/// <summary>What the engine tells about the end of one container, from the moment that it is followed.</summary>
internal sealed class FollowedStop(string container, DateTimeOffset since)
{
    /// <summary>The engine has been asked to stop it.</summary>
    public Task AskedAsync() => ToldAsync("kill");

    public Task EndedAsync() => ToldAsync("die");

    private Task ToldAsync(string what) => Until.TrueAsync(
        async () => (await Program.LinesAsync(
            "docker", "events", "--since", Seconds(since), "--until", Seconds(TimeProvider.System.GetUtcNow()), "--filter", $"container={container}", "--filter", $"event={what}")).Count > 0,
        $"no '{what}' of {container}");

    private static string Seconds(DateTimeOffset moment) => (moment.ToUnixTimeMilliseconds() / 1000.0).ToString("F3", System.Globalization.CultureInfo.InvariantCulture);
}
