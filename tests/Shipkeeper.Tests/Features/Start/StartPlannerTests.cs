using Shipkeeper.Engine;
using Shipkeeper.Features.Start;
using Shipkeeper.Model;
using Shipkeeper.PlatformFile;
using Shipkeeper.State;

namespace Shipkeeper.Tests.Features.Start;

public sealed class StartPlannerTests
{
    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    private static readonly FileEdit[] Edits =
        [new("compose.yaml", EditKind.Changed), new("hooks/after-upgrade", EditKind.Added), new("settings.env: mode", EditKind.Setting)];

    [Fact]
    public void The_first_start_fetches_records_starts_in_layers_and_commits() => Golden.Matches(
        PlanSheet.Of(StartPlanner.Plan(FirstStart(Layers.InOrder) with
        {
            ImagesToPull = new Dictionary<string, string> { ["postgres"] = "postgres:16" },
            ImagesToBuild = new Dictionary<string, string> { ["api"] = "shop-api" },
        })),
        "first-start.txt");

    [Fact]
    public void Without_the_application_nothing_is_committed() => Golden.Matches(PlanSheet.Of(StartPlanner.Plan(FirstStart([Layer.Infrastructure]))), "first-start-infra-only.txt");

    [Fact]
    public void The_current_release_is_made_what_it_was() => Golden.Matches(PlanSheet.Of(StartPlanner.Plan(Current(Layers.InOrder))), "start-of-current.txt");

    [Fact]
    public void An_application_that_has_containers_is_not_prepared() => Golden.Matches(
        PlanSheet.Of(StartPlanner.Plan(Current(Layers.InOrder) with { ApplicationIsMade = true })), "start-of-what-is-made.txt");

    [Fact]
    public void Images_of_a_release_that_are_gone_are_pulled_by_its_pins() => Golden.Matches(
        PlanSheet.Of(StartPlanner.Plan(Current(Layers.InOrder) with { ImagesToPull = new Dictionary<string, string> { ["api"] = "api@sha256:1" } })), "start-pulls-pins.txt");

    [Fact]
    public void An_application_alone_stands_on_an_infrastructure_that_is_good() =>
        Golden.Matches(PlanSheet.Of(StartPlanner.Plan(Current([Layer.Application]))), "start-app-only.txt");

    [Fact]
    public void A_platform_of_one_layer_has_stages_for_that_layer_alone() => Golden.Matches(
        PlanSheet.Of(StartPlanner.Plan(Current([Layer.Application]) with { Services = Services([], ["web"]) })), "start-one-layer.txt");

    [Theory]
    [InlineData("start-with-all-layers.txt", true, true)]
    [InlineData("start-schema-infra-only.txt", true, false)]
    [InlineData("start-config-app-only.txt", false, true)]
    public void Schema_and_configuration_stand_between_the_layers_of_services(string golden, bool infrastructure, bool application)
    {
        var layers = Layers.InOrder.Where(layer => layer is Layer.Infrastructure ? infrastructure : application).ToList();
        var platform = PlatformFileReader.Parse(
            """
            platform: shop
            secrets: {KEY: {generate: fernet}}
            database: {service: postgres, migrations: {directory: schema/migrations}}
            config:
              admin: {required: true, fields: {name: {default: admin}}}
              store:
                provision: {service: postgres, command: [/make-key], output: {secret: "Secret: (\\S+)"}}
                fields: {secret: {store: fernet, with: KEY}}
            """);

        Golden.Matches(
            PlanSheet.Of(StartPlanner.Plan(Current(layers) with
            {
                Migrations = platform.Database!.Migrations,
                Config = [.. platform.Config.Values],
                Hooks = ["after-infrastructure", "before-application"],
            })),
            golden);
    }

    [Fact]
    public void A_command_of_the_application_migrates_in_its_own_image() => Golden.Matches(
        PlanSheet.Of(StartPlanner.Plan(Current(Layers.InOrder) with { Migrations = new MigrationsDefinition.Run(new("api", default!), ["alembic", "upgrade", "head"]) })),
        "start-schema-by-command.txt");

    [Fact]
    public void As_released_stops_what_has_the_files_mounted_before_they_are_put_back() => Golden.Matches(
        PlanSheet.Of(StartPlanner.Plan(Current(Layers.InOrder, asReleased: true) with
        {
            Edits = Edits,
            Touched = ["postgres", "api"],
        })),
        "start-as-released.txt");

    [Fact]
    public void As_released_starts_again_what_it_stopped_in_the_other_layer() => Golden.Matches(
        PlanSheet.Of(StartPlanner.Plan(Current([Layer.Application], asReleased: true) with { Edits = Edits, Touched = ["postgres", "api"] })), "start-app-only-as-released.txt");

    [Fact]
    public void Edited_files_are_refused_each_by_name()
    {
        var refusal = Assert.Throws<ShipkeeperException>(() => StartPlanner.Plan(Current(Layers.InOrder) with { Edits = Edits }));

        Assert.Equal((ErrorKind.Refused, "start.files-differ"), (refusal.Code.Kind, refusal.Code.Name));
        Assert.Equal("3 definition files are not as release 4 has them.", refusal.Message);
        Assert.Equal(["compose.yaml has changed", "hooks/after-upgrade is new", "settings.env: mode has changed"], refusal.Details);
    }

    [Fact]
    public void One_edit_is_said_in_one_line()
    {
        var refusal = Assert.Throws<ShipkeeperException>(() => StartPlanner.Plan(Current(Layers.InOrder) with { Edits = [new("compose.yaml", EditKind.Removed)] }));

        Assert.Equal("compose.yaml is gone since release 4.", refusal.Message);
        Assert.Empty(refusal.Details);
    }

    [Fact]
    public void An_application_alone_is_refused_at_once_while_its_infrastructure_is_down()
    {
        var refusal = Assert.Throws<ShipkeeperException>(() => StartPlanner.Plan(Current([Layer.Application]) with { InfrastructureDown = ["postgres"] }));

        Assert.Equal((ErrorKind.Refused, "start.infrastructure-down"), (refusal.Code.Kind, refusal.Code.Name));
        Assert.Equal(("the infrastructure does not run: postgres.", "shipkeeper start"), (refusal.Message, refusal.Hint));
    }

    [Fact]
    public void The_same_facts_make_the_same_plan() =>
        Assert.Equal(StartPlanner.Plan(Current(Layers.InOrder)).ComputeHash(), StartPlanner.Plan(Current(Layers.InOrder)).ComputeHash());

    private static StartView FirstStart(IReadOnlyList<Layer> layers) =>
        new(new(layers, AsReleased: false), Current: null, Number: 1, Services(["postgres"], ["schema", "api"]), [], None, None, Touched: []);

    private static StartView Current(IReadOnlyList<Layer> layers, bool asReleased = false) =>
        FirstStart(layers) with { Request = new(layers, asReleased), Current = Samples.Release(number: 4, from: 3), Number = 4 };

    private static Dictionary<Layer, IReadOnlyList<string>> Services(string[] infrastructure, string[] application) =>
        new() { [Layer.Infrastructure] = infrastructure, [Layer.Application] = application };
}
