using System.Globalization;

namespace Shipkeeper.Tools.Docker.Wire;

internal sealed record HealthLogAnswer(string? Start, string? End, int? ExitCode, string? Output);

internal sealed record HealthAnswer(string? Status, int? FailingStreak, List<HealthLogAnswer?>? Log)
{
    public ContainerHealth ToHealth() => new(
        Status ?? "", FailingStreak ?? 0, (Log ?? []).OfType<HealthLogAnswer>().LastOrDefault() is { } last
            ? new HealthReading(EngineTime.Parse(last.End), last.ExitCode ?? 0, last.Output ?? "")
            : null);
}

internal sealed record StateAnswer
{
    public string? Status { get; init; }

    public bool? Running { get; init; }

    public bool? Paused { get; init; }

    public bool? Restarting { get; init; }

    public bool? OOMKilled { get; init; }

    public bool? Dead { get; init; }

    public int? ExitCode { get; init; }

    public string? Error { get; init; }

    public string? StartedAt { get; init; }

    public string? FinishedAt { get; init; }

    public HealthAnswer? Health { get; init; }

    public ContainerState ToState() => new(
        Status ?? "", Running ?? false, Paused ?? false, Restarting ?? false, Dead ?? false, ExitCode ?? 0, OOMKilled ?? false,
        Error ?? "", EngineTime.Parse(StartedAt), EngineTime.Parse(FinishedAt),
        Health is { Status: not (null or "" or "none") } ? Health.ToHealth() : null);
}

internal sealed record HealthcheckAnswer(List<string?>? Test, long? Interval, long? Timeout, long? StartPeriod, int? Retries)
{
    public ContainerHealthcheck ToHealthcheck() => new(
        [.. (Test ?? []).OfType<string>()], EngineTime.FromNanoseconds(Interval), EngineTime.FromNanoseconds(Timeout),
        EngineTime.FromNanoseconds(StartPeriod), Retries ?? 0);
}

internal sealed record ConfigAnswer(string? Image, Dictionary<string, string?>? Labels, bool? Tty, HealthcheckAnswer? Healthcheck, int? StopTimeout);

internal sealed record PortBindingAnswer(string? HostIp, string? HostPort);

internal sealed record HostConfigAnswer(
    RestartPolicyAnswer? RestartPolicy, string? NetworkMode, Dictionary<string, List<PortBindingAnswer?>?>? PortBindings, bool? AutoRemove);

internal sealed record RestartPolicyAnswer(string? Name, int? MaximumRetryCount)
{
    public RestartPolicy ToPolicy() => new(Name is { Length: > 0 } ? Name : "no", MaximumRetryCount ?? 0);
}

internal sealed record NetworkSettingsAnswer(
    Dictionary<string, EndpointAnswer?>? Networks, Dictionary<string, List<PortBindingAnswer?>?>? Ports);

internal sealed record ContainerAnswer
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public string? Image { get; init; }

    public string? Created { get; init; }

    public int? RestartCount { get; init; }

    public StateAnswer? State { get; init; }

    public ConfigAnswer? Config { get; init; }

    public HostConfigAnswer? HostConfig { get; init; }

    public NetworkSettingsAnswer? NetworkSettings { get; init; }

    public List<MountAnswer?>? Mounts { get; init; }

    public ContainerDetails ToDetails() => new()
    {
        Id = Id ?? "",
        Name = (Name ?? "").TrimStart('/'),
        Image = Config?.Image ?? "",
        ImageId = Image ?? "",
        Created = EngineTime.Parse(Created),
        Labels = Known.Labels(Config?.Labels),
        State = (State ?? new()).ToState(),
        RestartCount = RestartCount ?? 0,
        RestartPolicy = (HostConfig?.RestartPolicy ?? new(null, null)).ToPolicy(),
        AutoRemove = HostConfig?.AutoRemove ?? false,
        Healthcheck = Config?.Healthcheck?.ToHealthcheck(),
        StopTimeout = Config?.StopTimeout is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        Tty = Config?.Tty ?? false,
        NetworkMode = HostConfig?.NetworkMode ?? "",
        Networks = NetworksAnswer.ToAddresses(NetworkSettings?.Networks),
        ConfiguredPorts = ToPorts(HostConfig?.PortBindings),
        Ports = ToPorts(NetworkSettings?.Ports),
        Mounts = [.. (Mounts ?? []).OfType<MountAnswer>().Select(mount => mount.ToMount())],
    };

    /// <summary>From <c>"80/tcp": [{"HostIp": "", "HostPort": "8080"}]</c>; null stands for a port that is exposed, not published.</summary>
    private static IReadOnlyList<ContainerPort> ToPorts(Dictionary<string, List<PortBindingAnswer?>?>? bindings) =>
    [
        .. from binding in bindings ?? []
           let parts = binding.Key.Split('/', 2)
           from host in (binding.Value ?? []).DefaultIfEmpty()
           select new ContainerPort(
               Number(parts[0]) ?? 0, parts.Length > 1 ? parts[1] : "tcp", host is null ? null : host.HostIp ?? "", Number(host?.HostPort)),
    ];

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
