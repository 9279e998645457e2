using System.Text.Json;
using NuGet.Versioning;
using Shipkeeper.Features.Versions;
using Shipkeeper.State;
using Shipkeeper.Surfaces.Cli;
using Shipkeeper.Tests.Versions;
using Shipkeeper.Tools.Docker;
using Shipkeeper.Versions;

namespace Shipkeeper.Tests.Features.Versions;

/// <summary>What <c>versions</c> says, for people and as JSON.</summary>
public sealed class VersionsTextTests
{
    private const string Compatible = """{"api": ["1.2", "1.1.x"], "postgres": ["postgres:16"]}""";

    private static readonly VersionsView Inside = new(
        "shop",
        "versions.json",
        ["api", "postgres", "schema"],
        [Image("api", "registry.example:5000/api:1.2"), Image("postgres", "postgres:16")],
        ManifestText.With("\"release\": \"1.2.0\", \"stops\": [\"1.0.0\"], \"guides\": {\"<1.0\": \"https://example.org/to-1\"}", Compatible),
        Next: null,
        SemanticVersion.Parse("0.1.0"),
        new Dictionary<string, AvailableStatus>());

    [Fact]
    public void All_that_runs_is_inside() => Agreed(Inside, "inside");

    [Fact]
    public void Something_runs_that_is_outside() => Agreed(
        Inside with
        {
            Running = [Image("api", "registry.example:5000/api:1.2"), Image("api", "registry.example:5000/api:2.0"), Image("postgres", "postgres:latest")],
            Operator = SemanticVersion.Parse("0.0.9"),
        },
        "outside");

    [Fact]
    public void Registries_were_asked() => Agreed(
        Inside with
        {
            Available = new Dictionary<string, AvailableStatus>
            {
                ["api"] = new(Availability.Another, $"sha256:{Samples.Digest('d')}"),
                ["postgres"] = new(Availability.Unknown, Because: "docker.io refuses more requests for now, for 'postgres:16': toomanyrequests (registry.rate-limited)"),
                ["schema"] = new(Availability.Local),
            },
        },
        "available");

    [Fact]
    public void The_files_on_disk_are_those_of_another_release() => Agreed(
        Inside with
        {
            Next = ManifestText.With("\"release\": \"2.1.0\", \"stops\": [\"2.0.0\"], \"guides\": {\"1.x\": \"Sessions end: tell your users.\", \"<1.0\": \"old\"}", Compatible),
        },
        "next");

    [Fact]
    public void Without_a_manifest_everything_may_run() => Agreed(Inside with { Manifest = null }, "no-manifest");

    [Fact]
    public void Nothing_runs() => Agreed(Inside with { Services = [], Running = [] }, "nothing");

    [Fact]
    public void What_runs_is_known_by_the_pin_and_the_label()
    {
        var release = Samples.Release();
        var labelled = Samples.Container("api", release.Services["api"]);
        var observed = Samples.Observed(
            labelled with { Labels = new Dictionary<string, string>(labelled.Labels) { ["org.opencontainers.image.version"] = "1.2.7" } },
            Samples.Container("postgres", release.Services["postgres"], imageId: "sha256:other"),
            Samples.Container("schema", release.Services["schema"], "exited", "Exited (0) 3 days ago"));

        var running = RunningImages.Of(release, observed);

        Assert.Equal(
            [
                new("api", "registry.example:5000/api:1.2", $"registry.example:5000/api@sha256:{Samples.Digest('d')}", "1.2.7"),
                new ServiceImage("postgres", "postgres:16", null, "16"),
            ],
            running);
    }

    private static ServiceImage Image(string service, string reference) => ServiceImage.Of(service, reference, null, new Dictionary<string, string>());

    private static void Agreed(VersionsView view, string name)
    {
        var report = view.Judge();
        Golden.Matches(string.Join('\n', VersionsText.Lines(report, new Style(colour: false))), $"{name}.txt");
        Golden.Matches(JsonSerializer.Serialize(report, VersionsJson.Default.VersionsReport), $"{name}.json");
    }
}
