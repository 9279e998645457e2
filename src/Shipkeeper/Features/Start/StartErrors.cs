using Shipkeeper.State;

namespace Shipkeeper.Features.Start;

internal static class StartErrors
{
    private static readonly ErrorCode FilesDifferCode = new(
        "start.files-differ",
        ErrorKind.Refused,
        "The definition files or settings on disk are not those of the current release. 'start' starts a release as it was recorded, because "
        + "that is what was proven to work; a changed file is a change of the platform. 'start --as-released' puts the release's own files "
        + "back, and keeps the edited ones aside.");

    private static readonly ErrorCode AlreadyRunsCode = new(
        "start.already-runs",
        ErrorKind.Refused,
        "Containers of this Compose project exist that Shipkeeper did not start. Starting would recreate them under the eyes of whoever did. "
        + "'docker compose down' removes them, and leaves data volumes as they are. Nothing was changed.");

    private static readonly ErrorCode ImageLostCode = new(
        "start.image-lost",
        ErrorKind.Failed,
        "The current release runs an image that was built on this host and is no longer there. It cannot be pulled from anywhere, because it "
        + "was never pushed. 'shipkeeper teardown --images' forgets the releases and leaves data as it is; the next start builds the image anew.");

    private static readonly ErrorCode PortTakenCode = new(
        "start.port-taken",
        ErrorKind.Refused,
        "A port that a service publishes is already open on this host, by another process or another platform. Only one can have it. "
        + "Nothing was changed.");

    private static readonly ErrorCode LayersCode = new(
        "start.layer-order",
        ErrorKind.Refused,
        "A service of the infrastructure layer depends on one of the application layer. The infrastructure starts first, so this "
        + "can never be fulfilled.");

    public static IReadOnlyList<ErrorCode> All => [FilesDifferCode, AlreadyRunsCode, ImageLostCode, PortTakenCode, LayersCode];

    public static ShipkeeperException FilesDiffer(int release, IReadOnlyList<FileEdit> edits) => FilesDifferCode.Because(
        edits.Count == 1 ? $"{edits[0]} since release {release}." : $"{edits.Count} definition files are not as release {release} has them.",
        "shipkeeper start --as-released",
        edits.Count == 1 ? [] : [.. edits.Select(edit => edit.ToString())]);

    public static ShipkeeperException AlreadyRuns(string project, IReadOnlyList<string> containers) => AlreadyRunsCode.Because(
        $"the project '{project}' has containers that Shipkeeper did not start: {string.Join(", ", containers)}.",
        $"docker compose -p {project} down && shipkeeper start");

    public static ShipkeeperException ImageLost(string service, string reference, int release) => ImageLostCode.Because(
        $"the image of '{service}' in release {release} ({reference}, built on this host) is gone.",
        "shipkeeper teardown --images && shipkeeper start");

    public static ShipkeeperException PortsTaken(IReadOnlyList<string> ports) => PortTakenCode.Because(
        ports.Count == 1 ? $"{ports[0]}." : $"{ports.Count} ports are taken.",
        "ss -ltnp",
        ports.Count == 1 ? [] : ports);

    public static ShipkeeperException LayerOrder(string infrastructure, string application) => LayersCode.Because(
        $"'{infrastructure}' (infrastructure) depends on '{application}' (application).",
        "move one of them to the other layer, under 'layers' in shipkeeper.yaml");
}
