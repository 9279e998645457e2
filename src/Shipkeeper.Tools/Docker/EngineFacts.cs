namespace Shipkeeper.Tools.Docker;

/// <summary>What an engine says of its program.</summary>
/// <param name="Architecture">In Go's words, as images name it: amd64, arm64.</param>
public sealed record EngineVersion(
    string Version, string ApiVersion, string OldestApiVersion, string Architecture, string OperatingSystem, string Kernel);

/// <summary>What an engine says of itself and its machine.</summary>
/// <param name="DataRoot">The folder on the host that holds images, volumes and containers.</param>
/// <param name="MemoryBytes">0 when not told.</param>
/// <param name="LiveRestore">Containers survive a restart of the engine.</param>
/// <param name="SwarmState">inactive, active, pending, error, locked.</param>
public sealed record EngineInfo(
    string Id, string HostName, string DataRoot, string Architecture, string OperatingSystem, int Processors, long MemoryBytes,
    string StorageDriver, string LoggingDriver, bool LiveRestore, string SwarmState);
