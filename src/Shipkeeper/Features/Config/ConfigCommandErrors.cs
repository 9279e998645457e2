using Shipkeeper.Tools;

namespace Shipkeeper.Features.Config;

internal static class ConfigCommandErrors
{
    private static readonly ErrorCode UnknownCode = new(
        "config.unknown-section",
        ErrorKind.Usage,
        "A config section was named that 'shipkeeper.yaml' does not have. 'shipkeeper config' lists those that there are. Nothing was done.");

    private static readonly ErrorCode NoneCode = new(
        "config.no-sections",
        ErrorKind.Usage,
        "The platform file has no 'config', so there is nothing to set or to show. A section there says what its fields are and with which SQL "
        + "they are stored; without SQL they are kept in a table of Shipkeeper's own.");

    public static IReadOnlyList<ErrorCode> All => [UnknownCode, NoneCode];

    public static ShipkeeperException UnknownSection(string name, IReadOnlyCollection<string> known) => known.Count == 0
        ? NoneCode.Because($"there is no config section '{name}', and no other: shipkeeper.yaml has no 'config'.", "add 'config' with its sections to shipkeeper.yaml")
        : UnknownCode.Because(
            $"there is no config section '{name}'; {Nearest.Hint(name, known)}{(Nearest.Find(name, known) is null ? "." : "")}",
            Nearest.Find(name, known) is { } near ? $"shipkeeper config {near} --help" : "shipkeeper config");
}
