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

    public static IReadOnlyList<ErrorCode> All => [NoReleaseCode, ImagesMissingCode, FailedBeforeCode, NoSuchReleaseCode];

    public static ShipkeeperException NoSuchRelease(int number, int current, IReadOnlyList<int> kept) => NoSuchReleaseCode.Because(
        number == current ? $"release {number} is the current one already." : $"release {number} is not kept; {string.Join(", ", kept)} are.", "shipkeeper releases");

    /// <param name="what">Why there is nothing to go to.</param>
    public static ShipkeeperException NothingToReturnTo(string what) => NoSuchReleaseCode.Because($"{what}.", "shipkeeper releases");

    public static ShipkeeperException NoRelease(string platform) => NoReleaseCode.Because($"'{platform}' has no release yet.", "shipkeeper start");

    public static ShipkeeperException ImagesMissing(IReadOnlyDictionary<string, string> images) => ImagesMissingCode.Because(
        images.Count == 1 ? $"the image of '{images.Keys.Single()}' ({images.Values.Single()}) is not here." : $"{images.Count} images are not here.",
        $"docker pull {images.Values.First()}",
        images.Count == 1 ? [] : [.. images.Select(image => $"{image.Key}: {image.Value}")]);

    public static ShipkeeperException FailedBefore(string operationId, string? cause) => FailedBeforeCode.Because(
        $"this candidate failed before, in operation {operationId}{(cause is null ? "." : $": {cause}")}", "shipkeeper upgrade --retry");
}
