namespace Shipkeeper.Tools.Docker;

/// <summary>Where a container is in one network.</summary>
/// <param name="IpAddress">IPv4, else IPv6; null while the container is not running.</param>
/// <param name="Gateway">The host's address in that network; null where it has none.</param>
public sealed record NetworkAddress(string NetworkId, string? IpAddress, string? Gateway, IReadOnlyList<string> Aliases);

/// <summary>A port of a container.</summary>
/// <param name="Protocol">tcp, udp, sctp.</param>
/// <param name="HostAddress">Null when not published; empty for every address.</param>
/// <param name="HostPort">Null when not published, or when the engine is to choose.</param>
public sealed record ContainerPort(int Port, string Protocol, string? HostAddress, int? HostPort);

/// <summary>A mount as the container has it.</summary>
/// <param name="Type">bind, volume, tmpfs.</param>
/// <param name="Name">Of a volume.</param>
/// <param name="Source">The path on the host.</param>
public sealed record ContainerMount(string Type, string? Name, string Source, string Destination, bool ReadOnly);

/// <summary>One line of a list of containers.</summary>
/// <param name="Image">As it was asked for when the container was made; an id when that name has moved on.</param>
/// <param name="State">created, running, paused, restarting, removing, exited, dead.</param>
/// <param name="Status">In the engine's words: <c>Up 3 minutes (healthy)</c>.</param>
public sealed record ContainerSummary(
    string Id, IReadOnlyList<string> Names, string Image, string ImageId, IReadOnlyDictionary<string, string> Labels, string State, string Status,
    DateTimeOffset Created, IReadOnlyDictionary<string, NetworkAddress> Networks, IReadOnlyList<ContainerPort> Ports,
    IReadOnlyList<ContainerMount> Mounts)
{
    /// <summary>Without the slash.</summary>
    public string Name => Names.Count > 0 ? Names[0] : "";
}

/// <summary>The last run of a health check.</summary>
public sealed record HealthReading(DateTimeOffset? At, int ExitCode, string Output);

/// <summary>What the engine's own health check says.</summary>
/// <param name="Status">starting, healthy, unhealthy.</param>
public sealed record ContainerHealth(string Status, int FailingStreak, HealthReading? Last);

/// <summary>What a container is doing.</summary>
/// <param name="Status">created, running, paused, restarting, removing, exited, dead.</param>
/// <param name="ExitCode">Of the last run; 0 while running.</param>
/// <param name="Error">Why it could not be started, in the engine's words.</param>
/// <param name="Health">Null without a health check.</param>
public sealed record ContainerState(
    string Status, bool Running, bool Paused, bool Restarting, bool Dead, int ExitCode, bool OomKilled, string Error,
    DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, ContainerHealth? Health);

/// <summary>The health check a container was made with; zero stands for the engine's default.</summary>
public sealed record ContainerHealthcheck(IReadOnlyList<string> Test, TimeSpan Interval, TimeSpan Timeout, TimeSpan StartPeriod, int Retries);

/// <summary>What the engine does when a container ends.</summary>
/// <param name="Name">no, always, unless-stopped, on-failure.</param>
public sealed record RestartPolicy(string Name, int MaximumRetryCount = 0)
{
    public static readonly RestartPolicy No = new("no");

    /// <param name="text">As compose files say it: <c>no</c>, <c>always</c>, <c>unless-stopped</c>, <c>on-failure</c>, <c>on-failure:3</c>.</param>
    public static RestartPolicy Parse(string text) => text.Split(':') is [var name, var count] && int.TryParse(count, out var attempts) ? new(name, attempts) : new(text);
}

/// <summary>Everything we ask of one container. Its environment is not part of it: it holds secrets.</summary>
public sealed record ContainerDetails
{
    public required string Id { get; init; }

    /// <summary>Without the slash.</summary>
    public required string Name { get; init; }

    /// <summary>The reference it was made from.</summary>
    public required string Image { get; init; }

    public required string ImageId { get; init; }

    public required DateTimeOffset? Created { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    public required ContainerState State { get; init; }

    /// <summary>How often the restart policy has started it again; back to 0 on a start by hand.</summary>
    public required int RestartCount { get; init; }

    public required RestartPolicy RestartPolicy { get; init; }

    public required bool AutoRemove { get; init; }

    public required ContainerHealthcheck? Healthcheck { get; init; }

    /// <summary>The grace period it was made with; null for the engine's 10 s.</summary>
    public required TimeSpan? StopTimeout { get; init; }

    public required bool Tty { get; init; }

    /// <summary>host, none, <c>container:…</c>, or the first network.</summary>
    public required string NetworkMode { get; init; }

    /// <summary>By the network's name.</summary>
    public required IReadOnlyDictionary<string, NetworkAddress> Networks { get; init; }

    /// <summary>What was asked for.</summary>
    public required IReadOnlyList<ContainerPort> ConfiguredPorts { get; init; }

    /// <summary>What is open now; empty unless running.</summary>
    public required IReadOnlyList<ContainerPort> Ports { get; init; }

    public required IReadOnlyList<ContainerMount> Mounts { get; init; }
}
