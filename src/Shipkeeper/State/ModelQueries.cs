using Shipkeeper.Tools.Compose;

namespace Shipkeeper.State;

/// <summary>What the resolved model says between its lines.</summary>
internal static class ModelQueries
{
    /// <summary>A service that is only built has the image name that Compose gives it.</summary>
    public static string ImageOf(this ResolvedModel model, string service) => model.Services[service].Image ?? $"{model.Name}-{service}";

    /// <summary>Whether another service starts only after this one has ended well.</summary>
    public static bool IsAwaitedToComplete(this ResolvedModel model, string service) =>
        model.Services.Values.Any(other => other.DependsOn.GetValueOrDefault(service)?.Condition == "service_completed_successfully");

    public static IEnumerable<ModelMount> BindMounts(this ModelService service) => service.Mounts.Where(mount => mount is { Type: "bind", Source: not null });

    public static IEnumerable<string> FilesOf(IReadOnlyDictionary<string, ModelFile> files) => files.Values.Select(file => file.File).OfType<string>();
}
