using System.Text.Json;
using Shipkeeper.Config;
using Shipkeeper.Features.Status;
using Shipkeeper.Model;
using Shipkeeper.State;
using Shipkeeper.Steps;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Tests.Features.Status;

/// <summary>What <c>status</c> says of platforms in every condition, for people and as JSON.</summary>
public sealed class StatusTextTests
{
    private const string Id = "01KAJ0W3N00000000000000000";

    private static readonly Release Release = Samples.Release(number: 4, from: 3);
    private static readonly ReleasedService Postgres = Release.Services["postgres"];
    private static readonly ReleasedService Schema = Release.Services["schema"];
    private static readonly ReleasedService Api = Release.Services["api"];

    private static readonly StatusReport Fine = Report(Samples.Observed(
        Samples.Container("postgres", Postgres, status: "Up 3 days (healthy)"),
        Samples.Container("schema", Schema, "exited", "Exited (0) 3 days ago"),
        Samples.Container("api", Api, status: "Up 2 minutes")));

    [Fact]
    public void All_is_as_the_release_says() => Agreed(Fine, "fine");

    [Fact]
    public void Services_are_not_good_and_not_there() => Agreed(
        Report(Samples.Observed(
            Samples.Container("postgres", Postgres, status: "Up 3 minutes (unhealthy)"),
            Samples.Container("api", Api, "restarting", "Restarting (1) 2 seconds ago"))) with
        {
            Secrets = new(false, [".env:3: POSTGRES_PASSWORD is still a placeholder", "settings.env: MODE is missing"]),
        },
        "broken");

    [Fact]
    public void What_runs_is_not_what_the_release_says() => Agreed(
        Report(Samples.Observed(
            Samples.Container("postgres", Postgres, imageId: "sha256:other", name: "renamed"),
            Samples.Container("schema", Schema, "exited", "Exited (0) 3 days ago", configHash: "other"),
            Samples.Container("api", Api),
            Samples.Container("api", Api, name: "0123456789ab_shop-api-1"))) with
        {
            Drift = ["compose.yaml has changed", ".env has changed since release 4 was recorded", "'stranger' has containers and is no service of the release"],
        },
        "drift");

    [Fact]
    public void Nobody_ended_an_operation() => Agreed(Fine with { Unfinished = new(Id, "start", "running", Running: false, Holder: null) }, "unfinished");

    [Fact]
    public void Somebody_is_at_work() => Agreed(Fine with { Unfinished = new(Id, "start", "running", Running: true, "ann@harbour") }, "at-work");

    [Fact]
    public void An_operation_is_stuck() => Agreed(Fine with { Unfinished = new(Id, "upgrade", "stuck", Running: false, Holder: null) }, "stuck");

    [Fact]
    public void Sections_of_config_are_in_every_state()
    {
        const string Key = "ENCRYPTION_KEY is not the key that it was encrypted with";
        var report = Fine with
        {
            Config =
            [
                new("admin", "Administrator account", Required: true, SectionStanding.Set, null),
                new("ai", null, Required: true, SectionStanding.Missing, null),
                new("api-key", null, Required: false, SectionStanding.KeyChanged, Key),
                new("mail", null, Required: false, SectionStanding.KeyChanged, Key),
                new("limits", null, Required: false, SectionStanding.NotSet, null),
                new("feed", null, Required: false, SectionStanding.NoRead, "it has no 'read' that would say whether it is set"),
                new("garage", null, Required: true, SectionStanding.Unknown, "the database does not answer"),
            ],
        };

        Agreed(report, "config");
        var coloured = string.Join('\n', StatusText.Lines(report, new Style(colour: true)));
        Assert.Contains($"\e[31mkey changed: api-key, mail ({Key})\e[0m", coloured);
        Assert.Contains("\e[32mset: admin\e[0m", coloured);
    }

    [Fact]
    public void Before_the_first_release_containers_are_all_that_is_known()
    {
        var platform = Samples.Platform("platform: shop\nlayers: {infrastructure: [postgres]}");

        Agreed(
            Fine with { Release = null, Layers = ServiceReports.WithoutRelease(platform, Samples.Observed(Samples.Container("postgres", Postgres), Samples.Container("api", Api))) },
            "no-release");
    }

    [Fact]
    public void Nothing_is_there() => Agreed(Fine with { Release = null, Layers = [] }, "nothing");

    [Fact]
    public void Colours_mark_what_is_good_and_what_is_not()
    {
        var text = string.Join('\n', StatusText.Lines(Fine, new Style(colour: true)));

        Assert.Contains("\e[32mrunning, healthy\e[0m", text);
        Assert.Contains("\e[32mexited\e[0m", text);
    }

    [Theory]
    [InlineData("Up 3 minutes (health: starting)", "starting", false)]
    [InlineData("Up 3 minutes (healthy)", "healthy", true)]
    [InlineData("Up 3 minutes (unhealthy)", "unhealthy", false)]
    [InlineData("Up 3 minutes", null, true)]
    public void Health_is_read_from_the_words_of_the_engine(string words, string? health, bool good)
    {
        var service = Report(Samples.Observed(Samples.Container("api", Api, status: words))).Layers[1].Services[1];

        Assert.Equal((health, good), (service.Health, service.Good));
    }

    [Theory]
    [InlineData("registry.example:5000/team/api", null)]
    [InlineData("registry.example:5000/team/api:1.2", "1.2")]
    [InlineData("api:1.2@sha256:1111111111111111111111111111111111111111111111111111111111111111", "1.2")]
    [InlineData("api@sha256:1111111111111111111111111111111111111111111111111111111111111111", null)]
    public void The_version_is_the_tag_where_the_image_says_none(string reference, string? version)
    {
        var released = Api with { Pin = Api.Pin with { Reference = reference } };
        var release = Release with { Services = new Dictionary<string, ReleasedService> { ["api"] = released } };

        Assert.Equal(version, ServiceReports.Of("shop", release, Samples.Observed(Samples.Container("api", released)), Hashes(release))[0].Services[0].Version);
    }

    /// <summary>After a secret was changed and the services were started with it.</summary>
    [Fact]
    public void A_configuration_that_is_wanted_now_is_no_drift()
    {
        var hashes = new Dictionary<string, string>(Hashes(Release)) { ["api"] = "with the new secret" };

        var layers = ServiceReports.Of("shop", Release, Samples.Observed(Samples.Container("api", Api, configHash: "with the new secret")), hashes);

        Assert.Empty(layers[1].Services[1].Drift);
    }

    private static Dictionary<string, string> Hashes(Release release) => release.Services.ToDictionary(service => service.Key, service => service.Value.ConfigHash);

    private static StatusReport Report(IReadOnlyDictionary<string, ObservedService> observed) => new(
        "shop", "/srv/shop", new(Release.Number, Release.RecordedAt, Release.Actor), new(true, []), ServiceReports.Of("shop", Release, observed, Hashes(Release)), [], null);

    private static void Agreed(StatusReport report, string name)
    {
        Golden.Matches(string.Join('\n', StatusText.Lines(report, new Style(colour: false))), $"{name}.txt");
        Golden.Matches(JsonSerializer.Serialize(report, StatusJson.Default.StatusReport), $"{name}.json");
    }
}
