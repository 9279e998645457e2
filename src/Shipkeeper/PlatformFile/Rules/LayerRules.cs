namespace Shipkeeper.PlatformFile.Rules;

/// <summary>A service belongs to one layer; what the middle layers need belongs to the first.</summary>
internal static class LayerRules
{
    public static void Check(PlatformDefinition platform, Problems problems)
    {
        var (infrastructure, application) = (platform.Layers.Infrastructure, platform.Layers.Application ?? []);
        foreach (var (service, first) in Repeated.In(infrastructure.Concat(application), service => service.Text))
        {
            problems.Add(service.Place, $"'{service}' stands in {first.Place.Path} already; a service belongs to one layer, once");
        }

        var needed = platform.NeededBeforeApplication.Select(service => service.Text).ToHashSet();
        foreach (var service in application.Where(service => needed.Contains(service.Text)))
        {
            problems.Add(service.Place, $"'{service}' is needed for schema or config, before the application starts; it belongs into layers.infrastructure");
        }
    }
}
