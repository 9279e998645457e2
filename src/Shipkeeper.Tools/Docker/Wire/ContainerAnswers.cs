namespace Shipkeeper.Tools.Docker.Wire;

internal sealed record EndpointAnswer
{
    public string? NetworkID { get; init; }

    public string? IPAddress { get; init; }

    public string? GlobalIPv6Address { get; init; }

    public string? Gateway { get; init; }

    public List<string?>? Aliases { get; init; }

    public NetworkAddress ToAddress() => new(
        NetworkID ?? "", NotEmpty(IPAddress) ?? NotEmpty(GlobalIPv6Address), NotEmpty(Gateway), [.. (Aliases ?? []).OfType<string>()]);

    private static string? NotEmpty(string? text) => text is { Length: > 0 } ? text : null;
}

internal sealed record NetworksAnswer(Dictionary<string, EndpointAnswer?>? Networks)
{
    public IReadOnlyDictionary<string, NetworkAddress> ToAddresses() => ToAddresses(Networks);

    public static IReadOnlyDictionary<string, NetworkAddress> ToAddresses(Dictionary<string, EndpointAnswer?>? networks) =>
        (networks ?? []).ToDictionary(network => network.Key, network => (network.Value ?? new()).ToAddress());
}

internal sealed record MountAnswer(string? Type, string? Name, string? Source, string? Destination, bool? RW)
{
    public ContainerMount ToMount() => new(Type ?? "", Name, Source ?? "", Destination ?? "", RW == false);
}

internal sealed record PortAnswer(string? IP, int? PrivatePort, int? PublicPort, string? Type)
{
    public ContainerPort ToPort() => new(PrivatePort ?? 0, Type ?? "tcp", PublicPort is > 0 ? IP ?? "" : null, PublicPort is > 0 ? PublicPort : null);
}

internal sealed record ContainerListAnswer
{
    public string? Id { get; init; }

    public List<string?>? Names { get; init; }

    public string? Image { get; init; }

    public string? ImageID { get; init; }

    public Dictionary<string, string?>? Labels { get; init; }

    public string? State { get; init; }

    public string? Status { get; init; }

    public long? Created { get; init; }

    public NetworksAnswer? NetworkSettings { get; init; }

    public List<PortAnswer?>? Ports { get; init; }

    public List<MountAnswer?>? Mounts { get; init; }

    public ContainerSummary ToSummary() => new(
        Id ?? "",
        [.. (Names ?? []).OfType<string>().Select(name => name.TrimStart('/'))],
        Image ?? "",
        ImageID ?? "",
        Known.Labels(Labels),
        State ?? "",
        Status ?? "",
        DateTimeOffset.FromUnixTimeSeconds(Created ?? 0),
        NetworkSettings?.ToAddresses() ?? new Dictionary<string, NetworkAddress>(),
        [.. (Ports ?? []).OfType<PortAnswer>().Select(port => port.ToPort())],
        [.. (Mounts ?? []).OfType<MountAnswer>().Select(mount => mount.ToMount())]);
}

internal static class Known
{
    public static IReadOnlyDictionary<string, string> Labels(Dictionary<string, string?>? labels) =>
        (labels ?? []).ToDictionary(label => label.Key, label => label.Value ?? "");
}
