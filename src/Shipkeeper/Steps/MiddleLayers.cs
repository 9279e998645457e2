using Shipkeeper.Engine.Planning;
using Shipkeeper.PlatformFile;

namespace Shipkeeper.Steps;

/// <summary>The steps between infrastructure and application: schema and configuration. Pure.</summary>
internal static class MiddleLayers
{
    public static IEnumerable<Step> Schema(int release, MigrationsDefinition? migrations) => migrations switch
    {
        MigrationsDefinition.Files files => [RunMigrations.Step(new(release, Force: false), $"schema: apply what is pending of {files.Directory}")],
        MigrationsDefinition.Run run => [RunMigrationCommand.Step(new(release, run.Service.Text, run.Command), $"schema: migrate by '{string.Join(' ', run.Command)}' in {run.Service.Text}")],
        _ => [],
    };

    /// <summary>Side by side: each is made by a service, and none knows of the others.</summary>
    public static IEnumerable<Step> Provision(IEnumerable<ConfigSectionDefinition> sections) =>
        sections.Where(section => section.Provision is not null)
            .Select(section => ProvisionSection.Step(new(section.Name), $"configuration: {section.Provision!.Service} makes '{section.Name}' where it is not set"));

    /// <param name="force">Goes on where required config is missing.</param>
    public static IEnumerable<Step> Configuration(IEnumerable<ConfigSectionDefinition> sections, bool force) =>
        sections.Any() ? [RequireConfig.Step(new(force), "configuration: every required section is set")] : [];
}
