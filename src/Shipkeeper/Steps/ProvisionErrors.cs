using Shipkeeper.PlatformFile;

namespace Shipkeeper.Steps;

internal static class ProvisionErrors
{
    private static readonly ErrorCode FailedCode = new(
        "config.provision-failed",
        ErrorKind.Failed,
        "A config section has a command that makes its values inside a service. It ended with an exit code other than 0, or printed nothing "
        + "in which the values could be found. What it prints counts as secret and is not shown; the last lines of its standard error are, "
        + "with known secrets taken out. Nothing was stored. The values can also be given by hand.");

    public static IReadOnlyList<ErrorCode> All => [FailedCode];

    public static ShipkeeperException Failed(ConfigSectionDefinition section, int exitCode, IReadOnlyList<string> lastLines) => FailedCode.Because(
        $"{Command(section)} ended with exit code {exitCode}, so '{section.Name}' was not set.", LogsOf(section), lastLines);

    /// <param name="maximumBytes">Null when all that it printed was read.</param>
    public static ShipkeeperException NotFound(ConfigSectionDefinition section, IReadOnlyList<string> fields, int? maximumBytes) => FailedCode.Because(
        $"{Command(section)} ended well, and {string.Join(", ", fields)} cannot be found in {(maximumBytes is { } most ? $"the first {most:N0} bytes of " : "")}what it printed.",
        $"compare with 'config.{section.Name}.provision.output' in shipkeeper.yaml");

    public static ShipkeeperException NotAllowed(ConfigSectionDefinition section) => FailedCode.Because(
        $"{Command(section)} made values that the fields of '{section.Name}' do not allow.",
        $"compare with 'config.{section.Name}.fields' in shipkeeper.yaml");

    private static string Command(ConfigSectionDefinition section) => $"'{section.Provision!.Command[0]}' in '{section.Provision.Service}'";

    private static string LogsOf(ConfigSectionDefinition section) => $"shipkeeper logs {section.Provision!.Service}";
}
