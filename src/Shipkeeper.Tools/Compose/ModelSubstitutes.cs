using System.Text.Json.Nodes;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Tools.Compose;

/// <summary>What Compose is to take instead of what the files say.</summary>
public sealed record ModelSubstitutes
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();
    private static readonly string[] Modes = ["network_mode", "ipc", "pid"];

    public static ModelSubstitutes None { get; } = new();

    /// <summary>Service → image.</summary>
    public IReadOnlyDictionary<string, string> Images { get; init; } = Nothing;

    /// <summary>Service → id of the container that others share parts of, as Compose writes it before it takes their hash.</summary>
    public IReadOnlyDictionary<string, string> Containers { get; init; } = Nothing;

    /// <summary>Service → its label <see cref="ComposeLabels.Content"/>, besides those of the files.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = Nothing;

    public bool Equals(ModelSubstitutes? other) =>
        other is not null && AreSame(Images, other.Images) && AreSame(Containers, other.Containers) && AreSame(Labels, other.Labels);

    public override int GetHashCode() => HashCode.Combine(Images.Count, Containers.Count, Labels.Count);

    /// <param name="model">As Compose wrote it.</param>
    /// <returns>As Compose has it when it makes containers.</returns>
    internal string ApplyTo(string model)
    {
        var root = JsonNode.Parse(model)!;
        var services = root["services"]!.AsObject();
        foreach (var (service, image) in Images)
        {
            services[service]!["image"] = image;
        }

        foreach (var (service, label) in Labels)
        {
            if (services[service]!["labels"] is not JsonObject labels)
            {
                services[service]!["labels"] = labels = [];
            }

            labels[ComposeLabels.Content] = label;
        }

        foreach (var service in services.Select(service => service.Value).OfType<JsonObject>())
        {
            NameContainers(service);
            LeaveOutMissing(service, services);
        }

        return root.ToJsonString();
    }

    private static bool AreSame(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count && !one.Except(other).Any();

    /// <summary>A dependency that need not be there, and is not, such as one of a profile that is off.</summary>
    private static void LeaveOutMissing(JsonObject service, JsonObject services)
    {
        if (service["depends_on"] is JsonObject dependencies)
        {
            var missing = dependencies.Where(dependency => (bool?)dependency.Value?["required"] is false && !services.ContainsKey(dependency.Key));
            missing.Select(dependency => dependency.Key).ToList().ForEach(name => dependencies.Remove(name));
        }
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
