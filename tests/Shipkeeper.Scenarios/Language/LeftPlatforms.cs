namespace Shipkeeper.Scenarios.Language;

/// <summary>A platform that fails while a test makes it is nobody's; it goes with the last test.</summary>
public sealed class LeftPlatforms : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await ScenarioPlatform.DisposeAllAsync();
}
