using NuGet.Versioning;
using Shipkeeper.Model;
using Shipkeeper.PlatformFile;

namespace Shipkeeper.Versions;

/// <summary>What is wrong with a manifest, and what a manifest forbids.</summary>
internal static class ManifestErrors
{
    private const int MostDetails = 100;

    private static readonly ErrorCode InvalidCode = new(
        "manifest.invalid",
        ErrorKind.Usage,
        "The manifest, versions.json, has mistakes. All of them are listed, each with line, column, the path of its key and what to write "
        + "instead; nothing was changed. Keys that Shipkeeper does not know are mistakes too: a rule that nobody reads would protect nobody.");

    private static readonly ErrorCode NotCompatibleCode = new(
        "manifest.not-compatible",
        ErrorKind.Refused,
        "A service runs, or would run, an image that the manifest does not name among those that belong together. The author of the release "
        + "has not tried the two together, or knows that they do not work.");

    private static readonly ErrorCode NotPinnedCode = new(
        "manifest.not-pinned",
        ErrorKind.Refused,
        "A service runs, or would run, another image than the one that the manifest pins it to.");

    private static readonly ErrorCode OperatorCode = new(
        "manifest.operator",
        ErrorKind.Refused,
        "The manifest says which versions of Shipkeeper may manage the release, and this one is not among them: it may lack what the release "
        + "relies on. Nothing was changed.");

    private static readonly ErrorCode NotFromHereCode = new(
        "manifest.not-from-here",
        ErrorKind.Refused,
        "The manifest of the release to move to says from which releases one may move there directly, and the current one is not among them. "
        + "A release in between knows the way. Nothing was changed.");

    private static readonly ErrorCode StopCode = new(
        "manifest.stop-skipped",
        ErrorKind.Refused,
        "The manifest names releases that may not be skipped, mostly because they bring data into a form that later releases start from. The "
        + "way goes there first, and from there on. Nothing was changed.");

    private static readonly ErrorCode ReleaseUnknownCode = new(
        "manifest.release-unknown",
        ErrorKind.Refused,
        "The manifest has rules about the release that one comes from, and nobody can tell which version that is: its own manifest has no "
        + "'release'. Whether the move is one that the author meant, a person must know.");

    private static readonly ErrorCode UnknownServiceCode = new(
        "manifest.unknown-service",
        ErrorKind.Refused,
        "The manifest names a service that the platform does not have, and nearly by the name of one that it does not name. A rule with a mistyped "
        + "name protects nothing.");

    private static readonly ErrorCode NoWayBackCode = new(
        "manifest.no-way-back",
        ErrorKind.Refused,
        "The manifest of the current release says that there is no way back from it: an earlier release would destroy or misread what this one "
        + "has written. A backup that was made before can be restored.");

    public static IReadOnlyList<ErrorCode> All =>
        [InvalidCode, NotCompatibleCode, NotPinnedCode, OperatorCode, NotFromHereCode, StopCode, ReleaseUnknownCode, UnknownServiceCode, NoWayBackCode];

    public static ShipkeeperException Invalid(string fileName, IReadOnlyList<Problem> problems) => InvalidCode.Because(
        $"{fileName} has {(problems.Count == 1 ? "a mistake" : $"{problems.Count} mistakes")}.",
        "correct the lines above",
        ShortList.Of([.. problems.Select(problem => problem.In(fileName))], MostDetails));

    public static ShipkeeperException NoWayBack(string because) => NoWayBackCode.Because(
        $"there is no way back: {because}.", "shipkeeper restore, with a backup that was made before");

    public static Finding NotCompatible(ServiceImage image, IReadOnlyList<ManifestEntry> allowed) => new(
        NotCompatibleCode,
        Severity.Error,
        $"'{image.Service}' is {Describe(image)}, and the manifest allows {string.Join(", ", allowed.Select(entry => entry.Text))}",
        $"name an image in the compose files that the manifest allows for '{image.Service}'");

    public static Finding NotPinned(ServiceImage image, string pin) => new(
        NotPinnedCode, Severity.Error, $"'{image.Service}' is {Describe(image)}, and the manifest pins it to {pin}", $"name {pin} in the compose files");

    public static Finding Operator(SemverRange wanted, SemanticVersion running) => new(
        OperatorCode, Severity.Error, $"the manifest wants Shipkeeper {wanted}, and this is {running.ToNormalizedString()}", $"install Shipkeeper {wanted}, then run the command again");

    public static Finding NotFromHere(Manifest manifest, SemanticVersion current) => new(
        NotFromHereCode,
        Severity.Error,
        $"{Name(manifest)} can be reached from {manifest.From} only, and the current release is {current.ToNormalizedString()}",
        $"move to a release in {manifest.From} first");

    public static Finding StopSkipped(Manifest manifest, SemanticVersion current, SemanticVersion stop) => new(
        StopCode,
        Severity.Error,
        $"the way from {current.ToNormalizedString()} to {Name(manifest)} goes by {stop.ToNormalizedString()}, which may not be skipped",
        $"move to release {stop.ToNormalizedString()} first");

    public static Finding ReleaseUnknown(Manifest manifest) => new(
        ReleaseUnknownCode,
        Severity.Warning,
        $"nobody can tell whether one may move to {Name(manifest)} directly: the manifest of the current release does not say its version",
        manifest.From is null
            ? $"make sure that the current release is not before {string.Join(", ", manifest.Stops.Select(stop => stop.ToNormalizedString()))}"
            : $"make sure that the current release is {manifest.From}");

    public static Finding UnknownService(string service, string meant) => new(
        UnknownServiceCode, Severity.Warning, $"the manifest names a service '{service}' that does not exist; did you mean '{meant}'?", "correct its name in the manifest");

    private static string Name(Manifest manifest) => manifest.Release is { } release ? $"release {release.ToNormalizedString()}" : "the release";

    private static string Describe(ServiceImage image) =>
        image.Version is null ? $"{image.Reference}, which has no version"
        : VersionText.Parse(image.Version) is null ? $"{image.Reference}, whose version '{image.Version}' is no semantic version"
        : $"{image.Version} ({image.Reference})";
}
