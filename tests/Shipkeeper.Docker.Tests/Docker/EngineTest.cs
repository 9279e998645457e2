using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Docker.Tests.Docker;

/// <summary>A test against the real engine, with things of its own that are gone with it.</summary>
public abstract class EngineTest : IAsyncLifetime
{
    private protected TestContainers Test { get; } = new();

    private protected DockerEngine Engine { get; } = new(EngineEndpoint.FromEnvironment(), TimeProvider.System);

    private protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        Engine.Dispose();
        await Test.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
