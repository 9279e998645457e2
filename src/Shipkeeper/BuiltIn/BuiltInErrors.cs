namespace Shipkeeper.BuiltIn;

internal static class BuiltInErrors
{
    private static readonly ErrorCode BadConfigCode = new(
        "modules.bad-config",
        ErrorKind.Usage,
        "What the index of a built-in module says in 'config' cannot be understood: a setting that there is not, or a value of another kind. Nothing was done. "
        + "docs/modules.md has the settings of each.");

    private static readonly ErrorCode NoBuiltInCode = new(
        "modules.no-built-in",
        ErrorKind.Usage,
        "An index asks in 'metadata.builtin' for a module of Shipkeeper's own that this version does not have.");

    private static readonly ErrorCode PackagesCode = new(
        "modules.packages",
        ErrorKind.Failed,
        "Packages of the host could not be brought to the versions that were wanted, or only at the price of others. The message says what stands in the way; apt's own "
        + "log is in /var/log/apt.");

    private static readonly ErrorCode EngineCode = new(
        "modules.engine",
        ErrorKind.Failed,
        "The packages of the Docker engine were not brought to a newer version, or the containers did not come back after it. The message says which, and whether the "
        + "versions before it are back.");

    private static readonly ErrorCode DiskCode = new(
        "modules.disk",
        ErrorKind.Failed,
        "Something that should go from the disk could not be removed, or there is less space than is wanted although everything has gone that may. Everything else was done.");

    public static IReadOnlyList<ErrorCode> All => [BadConfigCode, NoBuiltInCode, PackagesCode, EngineCode, DiskCode];

    public static ShipkeeperException BadConfig(string module, string reason) =>
        BadConfigCode.Because($"the configuration of module '{module}' cannot be understood: {reason.TrimEnd('.')}.", $"correct 'config' in index.json of the module '{module}'");

    public static ShipkeeperException NoBuiltIn(string name, IEnumerable<string> known) =>
        NoBuiltInCode.Because($"there is no built-in module '{name}'; there are {string.Join(", ", known)}.", "shipkeeper modules list");

    public static ShipkeeperException Packages(string reason, IReadOnlyList<string>? details = null) => PackagesCode.Because(reason, "apt-get --simulate upgrade", details);

    public static ShipkeeperException Engine(string reason, IReadOnlyList<string>? details = null) => EngineCode.Because(reason, "journalctl --unit docker --lines 50", details);

    public static ShipkeeperException Disk(string reason, IReadOnlyList<string>? details = null) => DiskCode.Because(reason, "df --human-readable", details);
}
