using System.Text;
using Shipkeeper.Engine;
using Shipkeeper.Features.Migrate;
using Shipkeeper.Migrations;

namespace Shipkeeper.Tests.Features.Migrate;

public sealed class MigratePlannerTests
{
    private const string Files = "platform: shop\ndatabase: {service: db, migrations: {directory: schema}}";
    private const string Command = "platform: shop\ndatabase: {service: db, migrations: {run: {service: api, command: [alembic, upgrade, head]}}}";
    private const string Application = "platform: shop\ndatabase: {service: db, migrations: {by: application}}";

    [Theory]
    [InlineData("migrate-pending.txt", Files, false, Standing.Applied, Standing.Pending, Standing.Pending)]
    [InlineData("migrate-changed.txt", Files, false, Standing.Changed, Standing.Applied)]
    [InlineData("migrate-forced.txt", Files, true, Standing.Changed, Standing.Applied)]
    [InlineData("migrate-taken-as-found.txt", Files, false, Standing.AppliedBeforeUs)]
    [InlineData("migrate-by-command.txt", Command, false)]
    public void What_is_to_be_done_is_one_step(string golden, string yaml, bool force, params object[] standings) =>
        Golden.Matches(PlanSheet.Of(MigratePlanner.Plan(Samples.Platform(yaml), Report([.. standings.Cast<Standing>()]), release: 4, force)), golden);

    [Theory]
    [InlineData(Files)]
    [InlineData(Application)]
    public void Where_nothing_is_to_be_done_the_plan_is_empty(string yaml) =>
        Assert.Empty(MigratePlanner.Plan(Samples.Platform(yaml), Report(Standing.Applied), release: 4, force: false).Stages.SelectMany(stage => stage.Steps));

    [Fact]
    public void A_command_has_no_image_before_the_first_release() => Assert.Equal(
        "migrate.no-release",
        Assert.Throws<ShipkeeperException>(() => MigratePlanner.Plan(Samples.Platform(Command), Report(), release: null, force: false)).Code.Name);

    private static MigrationReport Report(params IReadOnlyList<Standing> standings) => new(
        "shop", MigratedBy.Files, "schema", Release: 4, Version: 1,
        [.. standings.Select((standing, index) => new MigrationStanding(index + 1, "m", standing, AppliedAt: null, FileOf(index + 1)))]);

    private static Migration FileOf(int number) => new($"{number:000}", "m", $"schema/{number:000}_m.sql", Encoding.UTF8.GetBytes("select 1"));
}
