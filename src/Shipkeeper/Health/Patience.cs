using Shipkeeper.PlatformFile;

namespace Shipkeeper.Health;

/// <summary>How long a gate waits for a service: what the platform file says, else five minutes.</summary>
internal static class Patience
{
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(5);

    public static TimeSpan Of(PlatformDefinition definition, string service) => definition.Health.GetValueOrDefault(service)?.Patience ?? Usual;

    /// <summary>The longest of these; of none the usual one.</summary>
    public static TimeSpan Longest(PlatformDefinition definition, IEnumerable<string> services) =>
        services.Select(service => Of(definition, service)).DefaultIfEmpty(Usual).Max();
}
