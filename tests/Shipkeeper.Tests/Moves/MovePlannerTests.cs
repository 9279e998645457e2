using Shipkeeper.Model;
using Shipkeeper.Moves;
using static Shipkeeper.Tests.Moves.MoveSamples;

namespace Shipkeeper.Tests.Moves;

public sealed class MovePlannerTests
{
    private const string Database =
        """
        secrets: {KEY: {generate: fernet}}
        database: {service: postgres, migrations: {directory: schema}}
        config: {admin: {required: true, fields: {name: {default: admin}}}}
        """;

    private static readonly Release NewImage = After(release => release.WithFile("compose.yaml", "f9").With("api", api => api with { Pin = Pin("shop/api:2") }));

    [Fact]
    public void Where_nothing_differs_there_is_no_step() => Assert.True(MovePlanner.Plan(View(After(release => release))).IsEmpty);

    [Fact]
    public void Where_nothing_differs_and_services_are_down_that_is_said() =>
        Matches("nothing-but-down.txt", View(After(release => release)) with { Running = ["api"], Down = ["postgres", "web"] });

    [Fact]
    public void What_is_down_and_started_by_the_move_is_not_left_down() =>
        Matches("down.txt", View(NewImage) with { Running = ["postgres"], Down = ["api", "web"] });

    [Fact]
    public void Another_image_replaces_its_service_alone() => Matches("image.txt", View(NewImage));

    [Fact]
    public void Images_that_are_not_here_are_pulled_before_anything_else() =>
        Matches("pull.txt", View(NewImage) with { ImagesToPull = new Dictionary<string, string> { ["api"] = "shop/api@sha256:2" } });

    [Fact]
    public void The_application_stands_still_while_its_database_changes() => Matches(
        "database.txt",
        View(NewImage, Database, "before-upgrade", "after-infrastructure", "before-application", "after-upgrade") with { Pending = ["schema/002_more.sql"] });

    [Fact]
    public void The_infrastructure_changes_before_the_application_is_stopped() => Matches(
        "infrastructure.txt", View(After(release => release.WithFile("compose.yaml", "f9").With("postgres", postgres => postgres with { Aspects = new Dictionary<string, string>() }))));

    [Fact]
    public void A_service_that_only_sees_other_files_is_stopped_so_that_it_is_started_with_them() =>
        Matches("mounted-file.txt", View(After(release => release.WithFile("pages/index.html", "f9"))));

    [Fact]
    public void Services_that_go_are_stopped_and_removed_when_the_release_is_current() => Matches(
        "services.txt",
        View(After(release => release.WithFile("compose.yaml", "f9").Without("web").Adding("mail", Service(Layer.Application, "shop/mail:1")))) with { Retired = [0] });

    [Fact]
    public void A_database_server_comes_to_another_major_version_by_a_dump() => Matches(
        "major.txt",
        View(After(release => release.With("postgres", postgres => postgres with { Pin = Pin("postgres:17") })), Database, "after-infrastructure") with
        {
            Major = new("postgres", 16, 17, "shop_data", ["postgres"], ["postgres", "keycloak"], ["postgres__before_1a2b3c4d"]),
        });

    [Fact]
    public void A_bake_of_no_time_is_none() => Assert.DoesNotContain(
        MovePlanner.Plan(View(NewImage, "upgrade: {bake: 0s}")).EnumerateSteps(), step => step.Step.Kind == "bake-services");

    [Fact]
    public void A_kept_release_is_not_recorded_anew() => Matches(
        "rollback.txt", View(NewImage) with { Verb = "rollback", IsNew = false, Source = ".shipkeeper/releases/0002/files", Hooks = ["after-rollback"] });

    [Fact]
    public void Recovery_may_undo_as_long_as_the_gate_and_the_bake_may_take() => Assert.Equal(
        TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(10),
        MovePlanner.Plan(View(NewImage, "upgrade: {bake: 10s}\nhealth: {api: {tcp: 80, patience: 1m}}")).UndoWindow);

    private static void Matches(string golden, MoveView view) =>
        Golden.Matches(string.Join('\n', MoveText.Summary(view)) + "\n\n" + PlanSheet.Of(MovePlanner.Plan(view)), golden);
}
