namespace Shipkeeper.Tools.Docker;

/// <summary>Which API versions we speak, and which of them to speak with an engine.</summary>
internal static class EngineApi
{
    /// <summary>Engine 20.10.</summary>
    public static readonly Version Oldest = new(1, 41);

    /// <summary>Engine 27; newer ones accept it.</summary>
    public static readonly Version Newest = new(1, 47);

    /// <summary>The newest version that both sides speak. Errors: <c>docker.too-old</c>, <c>docker.too-new</c>, <c>docker.failed</c>.</summary>
    public static Version Common(EngineVersion engine)
    {
        if (!Version.TryParse(engine.ApiVersion, out var newest))
        {
            throw DockerErrors.Failed("its version", $"'{engine.ApiVersion}' is no API version");
        }

        if (newest < Oldest)
        {
            throw DockerErrors.TooOld(engine.Version, engine.ApiVersion);
        }

        return Version.TryParse(engine.OldestApiVersion, out var oldest) && oldest > Newest
            ? throw DockerErrors.TooNew(engine.Version, engine.OldestApiVersion)
            : newest < Newest ? newest : Newest;
    }
}
