namespace Shipkeeper.Features.Migrate;

internal static class MigrateErrors
{
    private static readonly ErrorCode NoReleaseCode = new(
        "migrate.no-release",
        ErrorKind.Refused,
        "The schema is migrated by a command in the application's image, and the exact image is known only once a release is recorded. The "
        + "first 'start' records it, and runs the command. Nothing was changed.");

    public static IReadOnlyList<ErrorCode> All => [NoReleaseCode];

    public static ShipkeeperException NoRelease(string service) => NoReleaseCode.Because(
        $"no release says which image of '{service}' migrates the schema.", "shipkeeper start");
}
