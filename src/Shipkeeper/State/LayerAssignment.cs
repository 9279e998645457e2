using Shipkeeper.Model;
using Shipkeeper.PlatformFile;
using Shipkeeper.Tools.Compose;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.State;

/// <summary>Which services belong to which layer.</summary>
internal static class LayerAssignment
{
    /// <summary>Dependencies come before what depends on them. Services with a role of their own belong to no layer.</summary>
    public static IReadOnlyDictionary<string, Layer> Of(PlatformDefinition platform, ResolvedModel model)
    {
        var infrastructure = platform.Infrastructure;
        var application = platform.Layers.Application?.Select(name => name.Text).ToHashSet();
        var ordered = ServiceOrder.Sort(model.Services.ToDictionary(service => service.Key, service => (IReadOnlyCollection<string>)[.. service.Value.DependsOn.Keys]));
        return ordered
            .Where(name => !HasRole(model.Services[name]))
            .Where(name => infrastructure.Contains(name) || application is null || application.Contains(name))
            .ToDictionary(name => name, name => infrastructure.Contains(name) ? Layer.Infrastructure : Layer.Application);
    }

    /// <summary>The operator itself and the edge: no operation on the platform touches them.</summary>
    public static bool HasRole(ModelService service) => service.Labels.GetValueOrDefault(ComposeLabels.Role) is "operator" or "edge";
}
