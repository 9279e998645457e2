using Shipkeeper.Model;
using Shipkeeper.State;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Moves;

internal static class MoveErrors
{
    private static readonly ErrorCode NoReleaseCode = new(
        "upgrade.no-release",
        ErrorKind.Refused,
        "An upgrade moves a platform from one release to another, and this platform has none yet: it was never up as a whole. Nothing was changed.");

    private static readonly ErrorCode ImagesMissingCode = new(
        "upgrade.images-missing",
        ErrorKind.Refused,
        "An image that the candidate names is not on this host, and cannot be fetched from a registry. Nothing was changed.");

    private static readonly ErrorCode FailedBeforeCode = new(
        "upgrade.failed-before",
        ErrorKind.Refused,
        "This very candidate (the same files, settings and images) was tried before, failed, and was taken back; or it was the current "
        + "release, and somebody has rolled it back. It is not tried again until it differs, or until somebody asks for it with --retry.");

    private static readonly ErrorCode NoSuchReleaseCode = new(
        "rollback.no-such-release",
        ErrorKind.Usage,
        "A rollback goes to a release that is kept and is not the current one. How many are kept is said by 'upgrade.keep.releases' in shipkeeper.yaml. "
        + "Nothing was changed.");

    private static readonly ErrorCode ManifestCode = new(
        "upgrade.not-allowed",
        ErrorKind.Refused,
        "The manifest of the candidate ('versions.json') does not allow this move: versions that do not belong together, a release that may not be "
        + "skipped, or a Shipkeeper that is too old. Nothing was changed. 'shipkeeper versions' shows what it allows.");

    private static readonly ErrorCode DataCode = new(
        "rollback.data",
        ErrorKind.Refused,
        "The release to go back to is not known to run on the data as they are now: the schema has changed since, or the manifest says so. Either the data "
        + "goes back with it ('--data restore': what was written since is kept as another database, and is not in use any more), or it stays as it is "
        + "('--data keep': whether the application can work with it is yours to know). Nothing was changed.");

    private static readonly ErrorCode NeedsStopCode = new(
        "upgrade.needs-stop",
        ErrorKind.Refused,
        "The platform file says 'upgrade.stop: none', so the application runs on while it is replaced, and migrations are pending. That is allowed only "
        + "where the manifest says of the schema that the release before runs on it too ('schema.compatible: true'). Nothing was changed.");

    private static readonly ErrorCode NetworkChangedCode = new(
        "upgrade.network-changed",
        ErrorKind.Refused,
        "The candidate defines a network otherwise than the current release: its driver, options, labels or addresses. A network that is there cannot be "
        + "changed; it would have to be removed first, with every container in it stopped, the infrastructure too, and there would be no way back to "
        + "a platform that runs. A network under another key is made beside the old one, and the old one stays until 'teardown'. Nothing was changed.");

    private static readonly ErrorCode EditedCode = new(
        "upgrade.edited",
        ErrorKind.Refused,
        "Definition files or settings on disk are not as the current release has them, and what was asked for would pass over them: one service on "
        + "its own, or files from elsewhere. 'shipkeeper upgrade' makes the edited files a release; 'shipkeeper start --as-released' puts the files of the "
        + "release back and keeps the edited ones aside. Nothing was changed.");

    private static readonly ErrorCode NoSuchServiceCode = new(
        "upgrade.no-such-service",
        ErrorKind.Usage,
        "A service was named that the platform does not have. Nothing was changed.");

    private static readonly ErrorCode VersionCode = new(
        "upgrade.version",
        ErrorKind.Usage,
        "'--version' sets the version of all that is released together: the one setting of the platform file that is named 'version', or ends in "
        + "'_version', and that the compose files use in their images, such as 'image: api:${KG_VERSION}'. There is no such setting, or more than "
        + "one, or it does not take this value. Nothing was changed.");

    private static readonly ErrorCode SourceCode = new(
        "upgrade.source",
        ErrorKind.Refused,
        "The files that the platform shall be moved to are not to be had: no repository is known to ask, it has no such branch, tag or commit, or "
        + "what is there is not this platform. A repository is named by 'source:' in shipkeeper.yaml, or it is the one that the checkout follows which the "
        + "platform directory is in. Nothing was changed.");

    public static IReadOnlyList<ErrorCode> All =>
        [NoReleaseCode, ImagesMissingCode, FailedBeforeCode, NoSuchReleaseCode, ManifestCode, DataCode, NeedsStopCode, NetworkChangedCode, EditedCode, NoSuchServiceCode, VersionCode, SourceCode];

    /// <param name="because">What would pass over the edits.</param>
    public static ShipkeeperException Edited(int release, IReadOnlyList<FileEdit> edits, string because) => EditedCode.Because(
        $"{(edits.Count == 1 ? $"{edits[0]} since release {release}" : $"{edits.Count} definition files are not as release {release} has them")}, and {because}.",
        "shipkeeper upgrade --to files, to make them a release; or: shipkeeper start --as-released",
        edits.Count == 1 ? [] : [.. edits.Select(edit => edit.ToString())]);

    /// <param name="networks">Their keys.</param>
    public static ShipkeeperException NetworkChanged(int release, IReadOnlyList<string> networks) => NetworkChangedCode.Because(
        $"{(networks is [var one] ? $"network '{one}' is" : $"networks {string.Join(", ", networks)} are")} defined otherwise than in release {release}, and a network that is there stays as it was made.",
        $"give it another key in the compose files, such as '{networks[0]}2', also under 'networks' of its services");

    public static ShipkeeperException NoSuchService(string service, IEnumerable<string> known) => NoSuchServiceCode.Because(
        $"there is no service '{service}'; there are {string.Join(", ", known)}.", "shipkeeper status");

    public static ShipkeeperException NoSource(string platform) => SourceCode.Because(
        $"no git repository is known for '{platform}': shipkeeper.yaml names none, and its directory is in no checkout that follows one.", "add to shipkeeper.yaml: source: {git: <address>}");

    public static ShipkeeperException BundleNotHere(string reference) => SourceCode.Because(
        $"{reference} is not on this host, and a plan pulls nothing.", $"shipkeeper update --to bundle:{reference}");

    public static ShipkeeperException BundleRefused(string reference, string because) => SourceCode.Because(
        $"{reference} is no bundle of files: {because}.", "shipkeeper plan --to files");

    public static ShipkeeperException NoSuchCommit(string name, string address) => SourceCode.Because(
        $"{address} has no branch, tag or commit '{name}'.", $"git ls-remote {Tools.Processes.CommandLine.Of([address])}");

    public static ShipkeeperException NoPlatform(ReleaseSource source) => SourceCode.Because(
        $"{source} holds no {Platform.DefinitionFile} where it is looked for.", "set 'source: {directory: …}' in shipkeeper.yaml");

    public static ShipkeeperException OtherPlatform(ReleaseSource source, string found, string wanted) => SourceCode.Because(
        $"{source} is the platform '{found}', and this one is '{wanted}'.", "shipkeeper plan --to files");

    public static ShipkeeperException NoVersionSetting(IReadOnlyList<string> found) => VersionCode.Because(
        found.Count == 0 ? "shipkeeper.yaml declares no setting that holds a version." : $"more than one setting holds a version: {string.Join(", ", found)}.",
        found.Count == 0 ? "write the new one where it stands (settings.env, or the compose files), then: shipkeeper upgrade" : "set it in settings.env, then: shipkeeper upgrade");

    public static ShipkeeperException VersionRefused(string setting, string version) => VersionCode.Because(
        $"the setting '{setting}' does not take '{version}'.", "shipkeeper versions --available");

    public static ShipkeeperException NoSuchRelease(int number, int current, IReadOnlyList<int> kept) => NoSuchReleaseCode.Because(
        number == current ? $"release {number} is the current one already." : $"release {number} is not kept; {string.Join(", ", kept)} are.", "shipkeeper releases");

    /// <param name="what">Why there is nothing to go to.</param>
    public static ShipkeeperException NothingToReturnTo(string what) => NoSuchReleaseCode.Because($"{what}.", "shipkeeper releases");

    public static ShipkeeperException NoRelease(string platform) => NoReleaseCode.Because($"'{platform}' has no release yet.", "shipkeeper start");

    public static ShipkeeperException ImagesMissing(IReadOnlyList<ImageChoice> missing) => ImagesMissingCode.Because(
        missing.Count == 1 ? $"{missing[0].Image.Reference} is not on this host: {missing[0].Because}." : $"{missing.Count} images are not on this host.",
        $"docker pull {missing[0].Image.Reference}",
        missing.Count == 1 ? [] : [.. missing.Select(choice => $"{choice.Image.Reference}: {choice.Because}")]);

    public static ShipkeeperException OtherMachine(string reference, IReadOnlyList<ImagePlatform> platforms, string here) => ImagesMissingCode.Because(
        $"{reference} is made for {string.Join(", ", platforms)}, and this host is {here}.", "use an image that is made for this host");

    public static ShipkeeperException DataRefused(string because) => DataCode.Because($"this rollback is refused: {because}.", "shipkeeper versions");

    /// <param name="age">Of the snapshot; null where there is none.</param>
    public static ShipkeeperException DataUndecided(int release, string because, TimeSpan? age) => DataCode.Because(
        age is { } old
            ? $"{because}; going back to the data of release {release} loses what was written in the last {Ages.Span(old)}."
            : $"{because}; there is no snapshot of the data of release {release}.",
        age is null ? "shipkeeper rollback --data keep" : "shipkeeper rollback --data restore, or to leave the data as they are: shipkeeper rollback --data keep");

    public static ShipkeeperException NoSnapshot(int release) => DataCode.Because($"there is no snapshot of the data of release {release}.", "shipkeeper rollback --data keep");

    public static ShipkeeperException NeedsStop(IReadOnlyList<string> pending) => NeedsStopCode.Because(
        $"{(pending.Count == 1 ? $"{pending[0]} is" : $"{pending.Count} migrations are")} pending, and the application would run on meanwhile.",
        "set 'upgrade: {stop: application}' in shipkeeper.yaml");

    public static ShipkeeperException Refused(IReadOnlyList<Finding> findings) => ManifestCode.Because(
        findings.Count == 1 ? findings[0].Text : $"the manifest refuses this move, for {findings.Count} reasons.",
        findings[0].Hint,
        findings.Count == 1 ? [] : [.. findings.Select(finding => finding.Text)]);

    public static ShipkeeperException LeftBefore(int release, string operationId) => FailedBeforeCode.Because(
        $"this candidate is what release {release} was, which was left by operation {operationId}, a rollback.", "shipkeeper upgrade --retry");

    public static ShipkeeperException FailedBefore(string operationId, string? cause) => FailedBeforeCode.Because(
        $"this candidate failed before, in operation {operationId}{(cause is null ? "." : $": {cause}")}", "shipkeeper upgrade --retry");
}
