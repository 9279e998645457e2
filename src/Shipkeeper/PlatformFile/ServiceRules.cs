using Shipkeeper.Tools;

namespace Shipkeeper.PlatformFile;

/// <summary>Checks a definition against the services of the resolved Compose model.</summary>
internal static class ServiceRules
{
    /// <summary>Every name of a service that the platform file uses and the Compose files do not declare, from the top of the file.</summary>
    public static IReadOnlyList<Problem> CheckServices(PlatformDefinition platform, IReadOnlySet<string> services)
    {
        var problems = new Problems();
        string[] known = [.. services.Order(StringComparer.Ordinal)];
        foreach (var service in ServicesOf(platform).Where(service => !services.Contains(service)))
        {
            problems.Add(service.Place, $"there is no service '{service}' in the Compose files; {Nearest.Hint(service, known)}");
        }

        return problems.Sorted();
    }

    private static IEnumerable<PlacedText> ServicesOf(PlatformDefinition platform)
    {
        IEnumerable<PlacedText?> services =
        [
            .. platform.Layers.Infrastructure,
            .. platform.Layers.Application ?? [],
            platform.Database?.Service,
            (platform.Database?.Migrations as MigrationsDefinition.Run)?.Service,
            .. platform.Config.Values.Select(section => section.Provision?.Service),
            .. platform.Health.Values.Select(health => health.Service),
        ];
        return services.OfType<PlacedText>();
    }
}
