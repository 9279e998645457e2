using System.Text.Json;
using Shipkeeper.Tools.Compose.Wire;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tools.Compose;

/// <summary>What Compose makes of all files, variables and profiles. No value of a variable is in it: they hold secrets.</summary>
public sealed record ResolvedModel(
    string Name,
    IReadOnlyDictionary<string, ModelService> Services,
    IReadOnlyDictionary<string, ModelNetwork> Networks,
    IReadOnlyDictionary<string, ModelVolume> Volumes,
    IReadOnlyDictionary<string, ModelFile> Configs,
    IReadOnlyDictionary<string, ModelFile> Secrets)
{
    /// <summary>As Compose wrote it, with the values of variables: for Compose alone.</summary>
    internal string Text { get; init; } = "";

    /// <summary>Networks and volumes of its own, each as a SHA-256 of its definition: <c>networks.back</c>.</summary>
    public IReadOnlyDictionary<string, string> Resources { get; init; } = new Dictionary<string, string>();

    /// <summary>From <c>docker compose config --format json</c>. Errors: <c>compose.unreadable</c>, <c>compose.unsupported</c>.</summary>
    /// <param name="settle">Of a text of the model, what it says once all files are where they belong; null: they are.</param>
    /// <param name="contents">Of variables: <c>secrets.token</c> → content.</param>
    public static ResolvedModel Parse(
        ToolCall call, string json, Func<string, string>? settle = null, IReadOnlyDictionary<string, JsonElement>? contents = null)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var answer = document.Deserialize(ComposeJson.Default.ModelAnswer) ?? throw ComposeErrors.Unreadable(call);
            if (answer.FindUnsupported().ToList() is [var (service, what), ..])
            {
                throw ComposeErrors.Unsupported(service, what);
            }

            var model = answer.ToModel();
            var aspects = ServiceAspects.Read(document.RootElement, settle ?? (text => text), contents ?? ContentOfVariables.None);
            var resources = ModelResources.Read(document.RootElement, settle ?? (text => text));
            return model with { Text = json, Resources = resources, Services = model.Services.ToDictionary(service => service.Key, service => service.Value with { Aspects = aspects[service.Key] }) };
        }
        catch (JsonException failure)
        {
            throw ComposeErrors.Unreadable(call, failure);
        }
    }
}

/// <summary>One service of the model.</summary>
/// <param name="Image">As the files say; null for a service that is only built.</param>
/// <param name="Replicas">0 when scaled to nothing.</param>
/// <param name="Networks">Keys of the model's networks.</param>
/// <param name="EnvironmentNames">Names only.</param>
/// <param name="StopGracePeriod">Null for the engine's 10 s.</param>
public sealed record ModelService(
    string Name, string? Image, ModelBuild? Build, string? ContainerName, int Replicas, string Restart, string? NetworkMode, TimeSpan? StopGracePeriod,
    ModelHealthcheck? Healthcheck,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, ModelDependency> DependsOn,
    IReadOnlyList<ModelPort> Ports,
    IReadOnlyList<ModelMount> Mounts,
    IReadOnlyList<string> Networks,
    IReadOnlyList<string> Profiles,
    IReadOnlyList<string> EnvironmentNames,
    IReadOnlyList<string> Configs,
    IReadOnlyList<string> Secrets)
{
    /// <summary>What makes its containers, part by part, each as a SHA-256: <c>command</c>, <c>environment.LOG_LEVEL</c>.</summary>
    public IReadOnlyDictionary<string, string> Aspects { get; init; } = new Dictionary<string, string>();

    /// <summary>Other service → what of its container this one uses: <c>network</c>, <c>ipc</c>, <c>pid</c>, <c>volumes</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Shares { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}

/// <param name="Context">A folder, absolute, or the address of a git repository.</param>
public sealed record ModelBuild(string Context, string Dockerfile);

/// <param name="Condition">service_started, service_healthy, service_completed_successfully.</param>
/// <param name="Restart">Whoever depends is started again when the other is.</param>
public sealed record ModelDependency(string Condition, bool Required, bool Restart = false);

/// <param name="Disabled">The image's own check is switched off too.</param>
/// <param name="StartPeriod">Zero when the files say nothing; the image may.</param>
public sealed record ModelHealthcheck(bool Disabled, IReadOnlyList<string> Test, TimeSpan StartPeriod, TimeSpan Interval, TimeSpan Timeout, int? Retries);

/// <param name="Published">A port, a range, or null when the engine chooses.</param>
/// <param name="HostAddress">Null for every address.</param>
public sealed record ModelPort(int Target, string Protocol, string? Published, string? HostAddress);

/// <param name="Type">bind, volume, tmpfs.</param>
/// <param name="Source">An absolute path, or the key of one of the model's volumes; null for an anonymous volume.</param>
public sealed record ModelMount(string Type, string? Source, string Target, bool ReadOnly);

/// <param name="Name">As the engine knows it.</param>
public sealed record ModelNetwork(string Name, bool External, string? Driver, bool Internal);

/// <param name="Name">As the engine knows it.</param>
public sealed record ModelVolume(string Name, bool External, string? Driver);

/// <summary>A config or secret.</summary>
/// <param name="File">Absolute; null when it comes from a variable, from the compose file itself, or from outside.</param>
public sealed record ModelFile(string Name, string? File, bool External);
