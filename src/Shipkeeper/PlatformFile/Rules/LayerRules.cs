namespace Shipkeeper.PlatformFile.Rules;

/// <summary>A service belongs to one layer.</summary>
internal static class LayerRules
{
    public static void Check(LayersDefinition layers, Problems problems)
    {
        foreach (var (service, first) in Repeated.In(layers.Infrastructure.Concat(layers.Application ?? []), service => service.Text))
        {
            problems.Add(service.Place, $"'{service}' stands in {first.Place.Path} already; a service belongs to one layer, once");
        }
    }
}
