namespace Shipkeeper.Steps;

internal static class WayBackErrors
{
    private static readonly ErrorCode ImagesLostCode = new(
        "release.images-lost",
        ErrorKind.Refused,
        "The engine no longer has an image that a kept release runs, so that release could not be put back. Releases hold their images by a name "
        + "of their own, shipkeeper/<platform>/<service>, against every prune; another hand has removed them. 'start' fetches what a registry has.");

    public static IReadOnlyList<ErrorCode> All => [ImagesLostCode];

    public static ShipkeeperException ImagesLost(int release, IEnumerable<string> services) => ImagesLostCode.Because(
        $"release {release} could not be put back: the engine no longer has the image of {string.Join(", ", services)}.", "shipkeeper start");
}
