namespace Shipkeeper.Modules.SelfUpdate;

internal static class SelfUpdateErrors
{
    public static readonly ErrorCode BadCode = new(
        "modules.bad-orchestrator",
        ErrorKind.Failed,
        "The repository offers a Shipkeeper to its hosts ('orchestrator' in its index.json), and it is not taken: its entry cannot be understood, its file is missing "
        + "or has another SHA-256 sum, or the new version, started for a try, did not report itself within 30 seconds. The version that was used is used on, the modules "
        + "were run by it, and that file is not tried again until it changes or '--retry' is given.");

    public static IReadOnlyList<ErrorCode> All => [BadCode];

    public static ShipkeeperException Bad(string reason, IReadOnlyList<string>? details = null) =>
        BadCode.Because($"the Shipkeeper that the repository offers is not taken: {reason}.", "correct 'orchestrator' in index.json of the repository, and commit it", details);
}
