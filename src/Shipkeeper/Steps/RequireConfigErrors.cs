using Shipkeeper.Config;
using Shipkeeper.PlatformFile;

namespace Shipkeeper.Steps;

internal static class RequireConfigErrors
{
    private static readonly ErrorCode MissingCode = new(
        "start.config-missing",
        ErrorKind.Failed,
        "The platform file says that the application needs a config section, and the database does not have it yet. The infrastructure runs, so "
        + "that the section can be set now; the application was not started. After that, the same command goes on from there.");

    public static IReadOnlyList<ErrorCode> All => [MissingCode];

    public static ShipkeeperException Missing(IReadOnlyList<ConfigSectionDefinition> sections) =>
        MissingCode.Because($"{Describe(sections)}; the application was not started.", SectionCall.Of(sections[0]));

    public static string Describe(IReadOnlyList<ConfigSectionDefinition> sections) => sections.Count == 1
        ? $"the config section '{sections[0].Name}' is not set"
        : $"the config sections {string.Join(", ", sections.Select(section => section.Name))} are not set";
}
