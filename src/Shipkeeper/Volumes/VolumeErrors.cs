namespace Shipkeeper.Volumes;

internal static class VolumeErrors
{
    private static readonly ErrorCode FailedCode = new(
        "volume.failed",
        ErrorKind.Failed,
        "The content of a volume could not be replaced. It is emptied by a shell in a container of an image that the platform has already, and no such "
        + "image had one, or the shell failed. An operation that was to replace the volume puts back what was in it.");

    public static IReadOnlyList<ErrorCode> All => [FailedCode];

    /// <param name="what">Was to be done with it.</param>
    public static ShipkeeperException Failed(string volume, string what, string why) => FailedCode.Because($"the volume '{volume}' could not be {what}: {why}.", "shipkeeper operations");
}
