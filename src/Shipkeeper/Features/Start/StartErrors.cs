namespace Shipkeeper.Features.Start;

internal static class StartErrors
{
    private static readonly ErrorCode NotAdoptableCode = new(
        "start.not-adoptable",
        ErrorKind.Refused,
        "Containers of this Compose project exist that Shipkeeper did not start. They would be taken over as they are, as release 1, and a release knows the "
        + "image of every service; but a service has no container, and its image is not on this host. Nothing was changed.");

    private static readonly ErrorCode ImageLostCode = new(
        "start.image-lost",
        ErrorKind.Failed,
        "The current release runs an image that was built on this host and is no longer there. It cannot be pulled from anywhere, because it "
        + "was never pushed. 'shipkeeper teardown --images' forgets the releases and leaves data as it is; the next start builds the image anew.");

    private static readonly ErrorCode InfrastructureDownCode = new(
        "start.infrastructure-down",
        ErrorKind.Refused,
        "'start --app-only' starts the application on an infrastructure that runs, and a service of the infrastructure does not: it was stopped, "
        + "paused, has ended, or was never started. Nothing was changed. 'start' starts both layers.");

    public static IReadOnlyList<ErrorCode> All => [NotAdoptableCode, ImageLostCode, InfrastructureDownCode];

    public static ShipkeeperException InfrastructureDown(IReadOnlyList<string> services) => InfrastructureDownCode.Because(
        $"the infrastructure does not run: {string.Join(", ", services)}.", "shipkeeper start");

    /// <param name="missing">Service → image.</param>
    public static ShipkeeperException NotAdoptable(string project, IReadOnlyDictionary<string, string> missing) => NotAdoptableCode.Because(
        $"the project '{project}' has containers that Shipkeeper did not start, and none of {string.Join(", ", missing.Keys)}, whose image is not here either.",
        $"docker pull {missing.Values.First()}");

    public static ShipkeeperException ImageLost(string service, string reference, int release) => ImageLostCode.Because(
        $"the image of '{service}' in release {release} ({reference}, built on this host) is gone.",
        "shipkeeper teardown --images && shipkeeper start");
}
