using System.Text;
using Shipkeeper.Model;
using Shipkeeper.PlatformFile;
using Shipkeeper.State;
using Shipkeeper.Tools.Compose;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Tests;

/// <summary>Platforms, releases and containers to think about, without an engine.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 7, 0, 0, TimeSpan.Zero);

    private static readonly IReadOnlyDictionary<string, string> NoLabels = new Dictionary<string, string>();

    /// <param name="yaml">Of <c>shipkeeper.yaml</c>.</param>
    /// <param name="secrets">Of <c>.env</c>.</param>
    /// <param name="settings">Of <c>settings.env</c>; those that are not there have their default.</param>
    public static Platform Platform(string yaml, string secrets = "", string settings = "", string directory = "/srv/blog")
    {
        var definition = PlatformFileReader.Parse(yaml);
        var settingsFile = EnvFile.Parse(Encoding.UTF8.GetBytes(settings));
        var values = definition.Settings.Values
            .Where(setting => (settingsFile[setting.Variable] ?? setting.Default) is not null)
            .ToDictionary(setting => setting.Name, setting => settingsFile[setting.Variable] ?? setting.Default!);
        return new(directory, definition, values, settingsFile, EnvFile.Parse(Encoding.UTF8.GetBytes(secrets)), ["compose.yaml"]);
    }

    public static PlatformSession Session(Platform platform, EngineEndpoint? engine = null) =>
        new(platform, new(() => new(engine ?? EngineEndpoint.FromEnvironment(), TimeProvider.System)), TimeProvider.System);

    public static Release Release(int number = 1, int? from = null) => new(
        number,
        from,
        Now,
        "ann@harbour",
        "01KAJ0W3N00000000000000000",
        new Dictionary<string, string> { ["mode"] = "production" },
        new Dictionary<string, string> { ["compose.yaml"] = Digest('1'), ["shipkeeper.yaml"] = Digest('2') },
        ["hooks"],
        new Dictionary<string, string> { [".env"] = Digest('3') },
        new Dictionary<string, ReleasedService>
        {
            ["postgres"] = Released(Layer.Infrastructure, new("postgres:16", $"postgres@sha256:{Digest('a')}", $"sha256:{Digest('b')}")),
            ["schema"] = Released(Layer.Application, new("shop-schema", null, $"sha256:{Digest('c')}"), completes: true, "postgres"),
            ["api"] = Released(Layer.Application, new("registry.example:5000/api:1.2", $"registry.example:5000/api@sha256:{Digest('d')}", $"sha256:{Digest('e')}"), completes: false, "postgres", "schema"),
        });

    public static ReleasedService Released(Layer layer, Pin pin, bool completes = false, params string[] dependsOn) =>
        new(layer, pin, $"hash of {pin.Reference}", Replicas: 1, completes, dependsOn.ToDictionary(other => other, _ => "service_started"), BindSources: []);

    /// <summary>The services of <see cref="Release"/>, all of which run, and one that no file names any more.</summary>
    public static KnownServices Known()
    {
        var services = Release().Services;
        return new(
            services.ToDictionary(service => service.Key, service => service.Value.Layer).Append(new("stranger", Layer.Application)).ToDictionary(),
            services.ToDictionary(service => service.Key, IReadOnlyCollection<string> (service) => [.. service.Value.DependsOn.Keys]).Append(new("stranger", [])).ToDictionary(),
            ["api", "postgres", "schema", "stranger"]);
    }

    /// <summary>A container that is exactly what its release says.</summary>
    public static ContainerSummary Container(
        string service, ReleasedService released, string state = "running", string status = "Up 3 minutes", string? name = null, string? imageId = null, string? configHash = null) => new(
            $"{service}-id",
            [name ?? $"shop-{service}-1"],
            released.Pin.Reference,
            imageId ?? released.Pin.ImageId,
            new Dictionary<string, string> { [ComposeLabels.Service] = service, [ComposeLabels.ConfigHash] = configHash ?? released.ConfigHash },
            state,
            status,
            Now,
            new Dictionary<string, NetworkAddress>(),
            [],
            []);

    public static Dictionary<string, ObservedService> Observed(params IEnumerable<ContainerSummary> containers) => containers
        .GroupBy(container => container.Labels[ComposeLabels.Service])
        .ToDictionary(group => group.Key, group => new ObservedService(group.Key, [.. group]));

    public static ContainerDetails Details(ContainerState state, int restarts = 0) => new()
    {
        Id = "id",
        Name = "shop-api-1",
        Image = "api:1",
        ImageId = "sha256:1",
        Created = Now,
        Labels = NoLabels,
        State = state,
        RestartCount = restarts,
        RestartPolicy = RestartPolicy.No,
        AutoRemove = false,
        Healthcheck = null,
        StopTimeout = null,
        Tty = false,
        NetworkMode = "default",
        Networks = new Dictionary<string, NetworkAddress>(),
        ConfiguredPorts = [],
        Ports = [],
        Mounts = [],
    };

    public static ContainerState State(string status, int exit = 0, string error = "", bool outOfMemory = false, ContainerHealth? health = null) =>
        new(status, status is "running" or "restarting" or "paused", status == "paused", status == "restarting", status == "dead", exit, outOfMemory, error, Now, null, health);

    public static ResolvedModel Model(params IEnumerable<ModelService> services) => new(
        "shop",
        services.ToDictionary(service => service.Name),
        new Dictionary<string, ModelNetwork>(),
        new Dictionary<string, ModelVolume>(),
        new Dictionary<string, ModelFile>(),
        new Dictionary<string, ModelFile>());

    public static ModelService Service(string name, params string[] dependsOn) => new(
        name, $"{name}:1", null, null, 1, "no", null, null, null, NoLabels,
        dependsOn.ToDictionary(other => other, _ => new ModelDependency("service_started", true)),
        [], [], [], [], [], [], []);

    /// <summary>64 times the same hexadecimal digit.</summary>
    public static string Digest(char digit) => new(digit, 64);
}
