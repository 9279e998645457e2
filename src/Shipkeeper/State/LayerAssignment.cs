using Shipkeeper.Model;
using Shipkeeper.PlatformFile;
using Shipkeeper.Tools.Compose;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.State;

/// <summary>Which services belong to which layer.</summary>
internal static class LayerAssignment
{
    /// <summary>Dependencies come before what depends on them. Services with a role of their own belong to no layer.</summary>
    public static IReadOnlyDictionary<string, Layer> Of(LayersDefinition layers, ResolvedModel model)
    {
        var infrastructure = layers.Infrastructure.Select(name => name.Text).ToHashSet();
        var application = layers.Application?.Select(name => name.Text).ToHashSet();
        var ordered = ServiceOrder.Sort(model.Services.ToDictionary(service => service.Key, service => (IReadOnlyCollection<string>)[.. service.Value.DependsOn.Keys]));
        return ordered
            .Where(name => model.Services[name].Labels.GetValueOrDefault(ComposeLabels.Role) is not ("operator" or "edge"))
            .Where(name => infrastructure.Contains(name) || application is null || application.Contains(name))
            .ToDictionary(name => name, name => infrastructure.Contains(name) ? Layer.Infrastructure : Layer.Application);
    }
}
