using System.Globalization;

namespace Shipkeeper.Scenarios.Language;

/// <summary>
/// What the engine tells about the end of one container, from the moment that it is followed. Heard as it happens: the engine remembers no more
/// than 256 events, of all containers that it has.
/// </summary>
internal sealed class FollowedStop(string container) : IAsyncDisposable
{
    private readonly RunningProgram _events = Program.Start(
        ["docker", "events", "--since", Now(), "--filter", $"container={container}", "--format", "{{.Action}}"]);

    /// <summary>The engine has been asked to stop it.</summary>
    public Task AskedAsync() => ToldAsync("kill");

    public Task EndedAsync() => ToldAsync("die");

    public async ValueTask DisposeAsync() => await _events.KillAndAwaitAsync();

    private Task ToldAsync(string what) => Until.TrueAsync(() => _events.Output.Split('\n').Contains(what), $"no '{what}' of {container}");

    private static string Now() => (TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0).ToString("F3", CultureInfo.InvariantCulture);
}
