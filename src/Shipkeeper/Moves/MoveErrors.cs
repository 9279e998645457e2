using Shipkeeper.Model;
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
        "This very candidate (the same files, settings and images) was tried before, failed, and was taken back. It is not tried again until it "
        + "differs, or until somebody asks for it with --retry.");

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

    public static IReadOnlyList<ErrorCode> All => [NoReleaseCode, ImagesMissingCode, FailedBeforeCode, NoSuchReleaseCode, ManifestCode, DataCode, NeedsStopCode];

    public static ShipkeeperException NoSuchRelease(int number, int current, IReadOnlyList<int> kept) => NoSuchReleaseCode.Because(
        number == current ? $"release {number} is the current one already." : $"release {number} is not kept; {string.Join(", ", kept)} are.", "shipkeeper releases");

    /// <param name="what">Why there is nothing to go to.</param>
    public static ShipkeeperException NothingToReturnTo(string what) => NoSuchReleaseCode.Because($"{what}.", "shipkeeper releases");

    public static ShipkeeperException NoRelease(string platform) => NoReleaseCode.Because($"'{platform}' has no release yet.", "shipkeeper start");

    public static ShipkeeperException ImagesMissing(IReadOnlyList<ImageChoice> missing) => ImagesMissingCode.Because(
        missing.Count == 1 ? $"{missing[0].Reference} is not on this host: {missing[0].Because}." : $"{missing.Count} images are not on this host.",
        $"docker pull {missing[0].Reference}",
        missing.Count == 1 ? [] : [.. missing.Select(choice => $"{choice.Reference}: {choice.Because}")]);

    public static ShipkeeperException OtherMachine(string reference, IReadOnlyList<ImagePlatform> platforms, string here) => ImagesMissingCode.Because(
        $"{reference} is made for {string.Join(", ", platforms)}, and this host is {here}.", "use an image that is made for this host");

    public static ShipkeeperException DataRefused(string because) => DataCode.Because($"this rollback is refused: {because}.", "shipkeeper versions");

    /// <param name="age">Of the snapshot; null where there is none.</param>
    public static ShipkeeperException DataUndecided(int release, string because, TimeSpan? age) => DataCode.Because(
        age is { } old
            ? $"{because}; going back to the data of release {release} loses what was written in the last {Describe(old)}."
            : $"{because}; there is no snapshot of the data of release {release}.",
        age is null ? "shipkeeper rollback --data keep" : "shipkeeper rollback --data restore");

    public static ShipkeeperException NoSnapshot(int release) => DataCode.Because($"there is no snapshot of the data of release {release}.", "shipkeeper rollback --data keep");

    public static ShipkeeperException NeedsStop(IReadOnlyList<string> pending) => NeedsStopCode.Because(
        $"{(pending.Count == 1 ? $"{pending[0]} is" : $"{pending.Count} migrations are")} pending, and the application would run on meanwhile.",
        "set 'upgrade: {stop: application}' in shipkeeper.yaml");

    private static string Describe(TimeSpan age) =>
        age < TimeSpan.FromMinutes(2) ? $"{age.TotalSeconds:0} seconds" : age < TimeSpan.FromHours(2) ? $"{age.TotalMinutes:0} minutes" : age < TimeSpan.FromDays(2) ? $"{age.TotalHours:0} hours" : $"{age.TotalDays:0} days";

    public static ShipkeeperException Refused(IReadOnlyList<Finding> findings) => ManifestCode.Because(
        findings.Count == 1 ? findings[0].Text : $"the manifest refuses this move, for {findings.Count} reasons.",
        findings[0].Hint,
        findings.Count == 1 ? [] : [.. findings.Select(finding => finding.Text)]);

    public static ShipkeeperException FailedBefore(string operationId, string? cause) => FailedBeforeCode.Because(
        $"this candidate failed before, in operation {operationId}{(cause is null ? "." : $": {cause}")}", "shipkeeper upgrade --retry");
}
