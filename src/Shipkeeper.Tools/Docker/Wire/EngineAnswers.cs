namespace Shipkeeper.Tools.Docker.Wire;

// The engine's JSON, as far as we read it. Everything may be missing or null; unknown fields are skipped.
internal sealed record ErrorAnswer(string? Message);

internal sealed record VersionAnswer
{
    public string? Version { get; init; }

    public string? ApiVersion { get; init; }

    public string? MinAPIVersion { get; init; }

    public string? Arch { get; init; }

    public string? Os { get; init; }

    public string? KernelVersion { get; init; }

    public EngineVersion ToVersion() => new(Version ?? "", ApiVersion ?? "", MinAPIVersion ?? "", Arch ?? "", Os ?? "", KernelVersion ?? "");
}

internal sealed record SwarmAnswer(string? LocalNodeState);

internal sealed record InfoAnswer
{
    public string? ID { get; init; }

    public string? Name { get; init; }

    public string? DockerRootDir { get; init; }

    public string? Architecture { get; init; }

    public string? OperatingSystem { get; init; }

    public int? NCPU { get; init; }

    public long? MemTotal { get; init; }

    public string? Driver { get; init; }

    public string? LoggingDriver { get; init; }

    public bool? LiveRestoreEnabled { get; init; }

    public SwarmAnswer? Swarm { get; init; }

    public EngineInfo ToInfo() => new(
        ID ?? "", Name ?? "", DockerRootDir ?? "", Architecture ?? "", OperatingSystem ?? "", NCPU ?? 0, MemTotal ?? 0,
        Driver ?? "", LoggingDriver ?? "", LiveRestoreEnabled ?? false, Swarm?.LocalNodeState ?? "inactive");
}
