using System.Text.Json.Serialization;

namespace Shipkeeper.Tools.Docker.Wire;

internal sealed record NetworkMemberAnswer(string? Name, string? IPv4Address, string? IPv6Address);

internal sealed record NetworkRangeAnswer(string? Subnet, string? Gateway);

internal sealed record AddressingAnswer(List<NetworkRangeAnswer?>? Config);

internal sealed record NetworkAnswer
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public string? Driver { get; init; }

    public string? Scope { get; init; }

    public bool? Internal { get; init; }

    public Dictionary<string, string?>? Labels { get; init; }

    public AddressingAnswer? IPAM { get; init; }

    public Dictionary<string, NetworkMemberAnswer?>? Containers { get; init; }

    public EngineNetwork ToNetwork() => new(
        Id ?? "", Name ?? "", Driver ?? "", Scope ?? "", Internal ?? false, Known.Labels(Labels),
        [.. (IPAM?.Config ?? []).OfType<NetworkRangeAnswer>().Select(range => range.Subnet).OfType<string>()],
        (Containers ?? []).ToDictionary(member => member.Key, member => member.Value?.Name ?? ""));
}

internal sealed record VolumesAnswer(List<VolumeAnswer?>? Volumes);

internal sealed record VolumeAnswer(string? Name, string? Driver, string? Mountpoint, string? CreatedAt, Dictionary<string, string?>? Labels)
{
    public EngineVolume ToVolume() => new(Name ?? "", Driver ?? "", Mountpoint ?? "", EngineTime.Parse(CreatedAt), Known.Labels(Labels));
}

internal sealed record VolumeCreateBody(string Name, IReadOnlyDictionary<string, string> Labels);

/// <param name="Size">-1 where the driver cannot tell.</param>
internal sealed record VolumeUseAnswer(long? Size);

internal sealed record UsedVolumeAnswer(string? Name, VolumeUseAnswer? UsageData);

internal sealed record DiskUseAnswer(List<UsedVolumeAnswer?>? Volumes);

internal sealed record ImageListAnswer
{
    public string? Id { get; init; }

    public List<string?>? RepoTags { get; init; }

    public List<string?>? RepoDigests { get; init; }

    public Dictionary<string, string?>? Labels { get; init; }

    public long? Created { get; init; }

    public long? Size { get; init; }

    public ImageSummary ToSummary() => new(
        Id ?? "", ImageNames.Real(RepoTags), ImageNames.Real(RepoDigests), Known.Labels(Labels),
        DateTimeOffset.FromUnixTimeSeconds(Created ?? 0), Size ?? 0);
}

internal sealed record ImageConfigAnswer(Dictionary<string, string?>? Labels, HealthcheckAnswer? Healthcheck, string? WorkingDir = null, string?[]? Env = null);

internal sealed record ImageAnswer
{
    public string? Id { get; init; }

    public List<string?>? RepoTags { get; init; }

    public List<string?>? RepoDigests { get; init; }

    public string? Created { get; init; }

    public string? Architecture { get; init; }

    public string? Os { get; init; }

    public string? Variant { get; init; }

    public long? Size { get; init; }

    public ImageConfigAnswer? Config { get; init; }

    public ImageMetadataAnswer? Metadata { get; init; }

    public ImageDetails ToDetails() => new(
        Id ?? "", ImageNames.Real(RepoTags), ImageNames.Real(RepoDigests), Known.Labels(Config?.Labels), EngineTime.Parse(Created),
        Architecture ?? "", Os ?? "", Variant ?? "", Size ?? 0)
    {
        LastTagged = EngineTime.Parse(Metadata?.LastTagTime),
        WorkingDirectory = Config?.WorkingDir ?? "",
        Environment = (Config?.Env ?? []).OfType<string>().Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2)
            .DistinctBy(pair => pair[0]).ToDictionary(pair => pair[0], pair => pair[1]),
    };
}

internal sealed record ImageMetadataAnswer(string? LastTagTime);

internal static class ImageNames
{
    /// <summary>Without the <c>&lt;none&gt;:&lt;none&gt;</c> by which older engines say "no name".</summary>
    public static IReadOnlyList<string> Real(List<string?>? names) =>
        [.. (names ?? []).OfType<string>().Where(name => !name.Contains("<none>", StringComparison.Ordinal))];
}

internal sealed record ActorAnswer(string? ID, Dictionary<string, string?>? Attributes);

internal sealed record EventAnswer
{
    public string? Type { get; init; }

    public string? Action { get; init; }

    public ActorAnswer? Actor { get; init; }

    [JsonPropertyName("timeNano")]
    public long? TimeNano { get; init; }

    public EngineEvent? ToEvent() => Type is { Length: > 0 } && Action is { Length: > 0 }
        ? new(Type, Action, Actor?.ID ?? "", Known.Labels(Actor?.Attributes), TimeNano ?? 0)
        : null;
}

internal sealed record ExecCreatedAnswer(string? Id);

internal sealed record ExecAnswer(bool? Running, int? ExitCode);

internal sealed record ExecCreateBody(IReadOnlyList<string> Cmd, IReadOnlyList<string> Env, bool AttachStdin, bool AttachStdout, bool AttachStderr);

internal sealed record ExecStartBody(bool Detach, bool Tty);

internal sealed record ConnectBody(string Container);

internal sealed record UpdateBody(RestartPolicyAnswer RestartPolicy);

internal sealed record DisconnectBody(string Container, bool Force);
