using Shipkeeper.Model;
using Shipkeeper.Moves;
using Shipkeeper.PlatformFile;

namespace Shipkeeper.Tests.Moves;

/// <summary>A shop of three services, and what may become of it.</summary>
internal static class MoveSamples
{
    private static readonly IReadOnlyDictionary<string, string> Aspects = new Dictionary<string, string>
    {
        ["command"] = "k1",
        ["ports"] = "k2",
        ["environment.LEVEL"] = "k3",
        ["environment.OLD"] = "k4",
    };

    /// <summary>Release 1: a database, an api upon it, and a web that sees a mounted folder.</summary>
    public static Release Before { get; } = Samples.Release() with
    {
        Files = new Dictionary<string, string> { ["compose.yaml"] = "f1", ["pages/index.html"] = "f2", ["shipkeeper.yaml"] = "f3" },
        Services = new Dictionary<string, ReleasedService>
        {
            ["postgres"] = Service(Layer.Infrastructure, "postgres:16"),
            ["api"] = Service(Layer.Application, "shop/api:1", "postgres"),
            ["web"] = Service(Layer.Application, "shop/web:1", "api") with { BindSources = ["pages"] },
        },
        Volumes = new Dictionary<string, string> { ["data"] = "shop_data" },
    };

    public static ReleasedService Service(Layer layer, string image, params string[] dependsOn) =>
        Samples.Released(layer, Pin(image), completes: false, dependsOn) with { Aspects = Aspects };

    public static Pin Pin(string image) => new(image, null, $"sha256:{image}");

    /// <summary>Release 2: as release 1, but for what is said.</summary>
    public static Release After(Func<Release, Release> change) => change(Before) with { Number = 2, From = 1 };

    public static Release With(this Release release, string service, Func<ReleasedService, ReleasedService> change) =>
        release with { Services = release.Services.ToDictionary(one => one.Key, one => one.Key == service ? change(one.Value) : one.Value) };

    public static Release Without(this Release release, string service) =>
        release with { Services = release.Services.Where(one => one.Key != service).ToDictionary() };

    public static Release Adding(this Release release, string name, ReleasedService service) =>
        release with { Services = release.Services.Append(new(name, service)).ToDictionary() };

    public static Release WithFile(this Release release, string path, string? hash) => release with
    {
        Files = release.Files.Where(file => file.Key != path).Concat(hash is null ? [] : [KeyValuePair.Create(path, hash)]).ToDictionary(),
    };

    /// <param name="more">What the platform file says besides.</param>
    public static MoveView View(Release to, string more = "", params string[] hooks) => new(
        "upgrade", Before, to, PlatformFileReader.Parse($"platform: shop\nlayers: {{infrastructure: [postgres]}}\n{more}"))
    {
        Changes = ReleaseComparison.Of(Before, to),
        Running = ["postgres", "api", "web"],
        Hooks = hooks,
    };
}
