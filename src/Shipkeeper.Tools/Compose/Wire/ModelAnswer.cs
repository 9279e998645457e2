using System.Text.Json;

namespace Shipkeeper.Tools.Compose.Wire;

// The JSON of `docker compose config`, as far as we read it. Compose has already brought every short form into the long one.
internal sealed record ModelAnswer(
    string? Name,
    Dictionary<string, ServiceAnswer?>? Services,
    Dictionary<string, NetworkAnswer?>? Networks,
    Dictionary<string, NamedAnswer?>? Volumes,
    Dictionary<string, NamedAnswer?>? Configs,
    Dictionary<string, NamedAnswer?>? Secrets)
{
    public ResolvedModel ToModel() => new(
        Name ?? "",
        Map(Services, (key, service) => service.ToService(key)),
        Map(Networks, (key, network) => new ModelNetwork(network.Name ?? key, network.External ?? false, network.Driver, network.Internal ?? false)),
        Map(Volumes, (key, volume) => new ModelVolume(volume.Name ?? key, volume.External ?? false, volume.Driver)),
        Map(Configs, (key, config) => config.ToFile(key)),
        Map(Secrets, (key, secret) => secret.ToFile(key)));

    /// <summary>Services with what only Compose's own <c>up</c> and <c>down</c> carry out.</summary>
    public IEnumerable<(string Service, string What)> FindUnsupported() =>
        from service in Services ?? [] from what in service.Value?.FindUnsupported() ?? [] select (service.Key, what);

    public static IReadOnlyDictionary<string, TTo> Map<TFrom, TTo>(Dictionary<string, TFrom?>? from, Func<string, TFrom, TTo> convert)
        where TFrom : class, new() => (from ?? []).ToDictionary(entry => entry.Key, entry => convert(entry.Key, entry.Value ?? new()));
}

internal sealed record NamedAnswer
{
    public string? Name { get; init; }

    public bool? External { get; init; }

    public string? Driver { get; init; }

    public string? File { get; init; }

    public ModelFile ToFile(string key) => new(Name ?? key, File, External ?? false);
}

internal sealed record NetworkAnswer
{
    public string? Name { get; init; }

    public bool? External { get; init; }

    public string? Driver { get; init; }

    public bool? Internal { get; init; }
}

internal sealed record BuildAnswer(string? Context, string? Dockerfile);

internal sealed record DependencyAnswer
{
    public string? Condition { get; init; }

    public bool? Required { get; init; }

    public bool? Restart { get; init; }
}

internal sealed record HealthcheckAnswer(
    bool? Disable, List<string>? Test, string? StartPeriod, string? Interval, string? Timeout, int? Retries)
{
    public ModelHealthcheck ToHealthcheck() => new(
        Disable == true || Test is ["NONE", ..],
        Test ?? [],
        GoDuration.Parse(StartPeriod),
        GoDuration.Parse(Interval),
        GoDuration.Parse(Timeout),
        Retries);
}

internal sealed record PortAnswer(int? Target, string? Protocol, string? Published, string? HostIp);

internal sealed record MountAnswer(string? Type, string? Source, string? Target, bool? ReadOnly);

internal sealed record DeployAnswer(int? Replicas, DeployRestartAnswer? RestartPolicy);

internal sealed record DeployRestartAnswer(string? Condition, int? MaxAttempts)
{
    /// <summary>In the words of <c>restart</c>, as Compose translates them.</summary>
    public string ToRestart() => Condition switch
    {
        "none" => "no",
        "on-failure" => MaxAttempts is > 0 and var attempts ? $"on-failure:{attempts}" : "on-failure",
        _ => "always",
    };
}

internal sealed record ReferenceAnswer(string? Source);

internal sealed record ServiceAnswer
{
    public string? Image { get; init; }

    public BuildAnswer? Build { get; init; }

    public string? ContainerName { get; init; }

    public int? Scale { get; init; }

    public DeployAnswer? Deploy { get; init; }

    public string? Restart { get; init; }

    public string? NetworkMode { get; init; }

    public string? Ipc { get; init; }

    public string? Pid { get; init; }

    public List<string>? VolumesFrom { get; init; }

    public string? StopGracePeriod { get; init; }

    public HealthcheckAnswer? Healthcheck { get; init; }

    public Dictionary<string, string?>? Labels { get; init; }

    public Dictionary<string, DependencyAnswer?>? DependsOn { get; init; }

    public List<PortAnswer>? Ports { get; init; }

    public List<MountAnswer>? Volumes { get; init; }

    /// <summary>Of networks and variables only the names matter; their values are not even kept.</summary>
    public Dictionary<string, JsonElement>? Networks { get; init; }

    public Dictionary<string, JsonElement>? Environment { get; init; }

    public List<string>? Profiles { get; init; }

    public List<ReferenceAnswer>? Configs { get; init; }

    public List<ReferenceAnswer>? Secrets { get; init; }

    public List<JsonElement>? PostStart { get; init; }

    public List<JsonElement>? PreStop { get; init; }

    public JsonElement? Provider { get; init; }

    public IEnumerable<string> FindUnsupported()
    {
        (bool IsThere, string Name)[] parts = [(PostStart is { Count: > 0 }, "post_start"), (PreStop is { Count: > 0 }, "pre_stop"), (Provider is not null, "provider")];
        return from part in parts where part.IsThere select part.Name;
    }

    public ModelService ToService(string name) => new(
        name,
        Image,
        Build is null ? null : new(Build.Context ?? "", Build.Dockerfile ?? "Dockerfile"),
        ContainerName,
        Scale ?? Deploy?.Replicas ?? 1,
        Restart is { Length: > 0 } ? Restart : Deploy?.RestartPolicy?.ToRestart() ?? "no",
        NetworkMode,
        StopGracePeriod is null ? null : GoDuration.Parse(StopGracePeriod),
        Healthcheck?.ToHealthcheck(),
        (Labels ?? []).ToDictionary(label => label.Key, label => label.Value ?? ""),
        ModelAnswer.Map(DependsOn, (_, dependency) => new ModelDependency(dependency.Condition ?? "service_started", dependency.Required ?? true, dependency.Restart ?? false)),
        [.. (Ports ?? []).Select(port => new ModelPort(port.Target ?? 0, port.Protocol ?? "tcp", port.Published, port.HostIp))],
        [.. (Volumes ?? []).Select(mount => new ModelMount(mount.Type ?? "", mount.Source, mount.Target ?? "", mount.ReadOnly ?? false))],
        [.. (Networks ?? []).Keys],
        Profiles ?? [],
        [.. (Environment ?? []).Keys],
        [.. (Configs ?? []).Select(config => config.Source).OfType<string>()],
        [.. (Secrets ?? []).Select(secret => secret.Source).OfType<string>()])
    {
        Shares = Shares().ToLookup(share => share.Service, share => share.What).ToDictionary(share => share.Key, IReadOnlyList<string> (share) => [.. share]),
    };

    private IEnumerable<(string Service, string What)> Shares()
    {
        (string? Service, string What)[] shares =
        [
            (SharedPart.OfMode(NetworkMode), "network"), (SharedPart.OfMode(Ipc), "ipc"), (SharedPart.OfMode(Pid), "pid"),
            .. (VolumesFrom ?? []).Select(source => (SharedPart.OfVolumes(source), "volumes")),
        ];
        return from share in shares where share.Service is not null select (share.Service, share.What);
    }
}
