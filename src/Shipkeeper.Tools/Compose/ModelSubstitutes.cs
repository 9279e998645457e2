using System.Text.Json.Nodes;

namespace Shipkeeper.Tools.Compose;

/// <summary>What Compose is to take instead of what the files say.</summary>
/// <param name="Images">Service → image.</param>
/// <param name="Containers">Service → id of the container that others share parts of, as Compose writes it before it takes their hash.</param>
public sealed record ModelSubstitutes(IReadOnlyDictionary<string, string> Images, IReadOnlyDictionary<string, string> Containers)
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();
    private static readonly string[] Modes = ["network_mode", "ipc", "pid"];

    public ModelSubstitutes(IReadOnlyDictionary<string, string> images)
        : this(images, Nothing)
    {
    }

    public static ModelSubstitutes None { get; } = new(Nothing);

    /// <param name="model">As Compose wrote it.</param>
    internal string ApplyTo(string model)
    {
        if (Images.Count == 0 && Containers.Count == 0)
        {
            return model;
        }

        var root = JsonNode.Parse(model)!;
        var services = root["services"]!.AsObject();
        foreach (var (service, image) in Images)
        {
            services[service]!["image"] = image;
        }

        foreach (var service in services.Select(service => service.Value).OfType<JsonObject>())
        {
            NameContainers(service);
        }

        return root.ToJsonString();
    }

    private void NameContainers(JsonObject service)
    {
        foreach (var mode in Modes)
        {
            if (SharedPart.OfMode((string?)service[mode]) is { } shared && Containers.TryGetValue(shared, out var id))
            {
                service[mode] = $"container:{id}";
            }
        }

        if (service["volumes_from"] is JsonArray sources)
        {
            service["volumes_from"] = new JsonArray([
                .. sources.Select(source => (JsonNode)(SharedPart.OfVolumes((string)source!) is { } shared ? Containers.GetValueOrDefault(shared, (string)source!) : (string)source!)),
            ]);
        }
    }
}
