using System.Text.Json;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Engine.Tests.Simulated;
using Shipkeeper.Tests;

namespace Shipkeeper.Engine.Tests.Planning;

public sealed class PlanTests
{
    private static readonly Plan Upgrade = new()
    {
        Verb = "upgrade",
        Mode = OperationMode.Undo,
        UndoWindow = TimeSpan.FromSeconds(330),
        Stages =
        [
            Stage.Of(Step("pull-image", """{"service": "api"}""", "api moves from 1.0 to 1.1"), Step("pull-image", """{"service": "web"}""", "web moves from 1.0 to 1.1")),
            new(StageRole.Serve, [Step("start-layer", """{"layer": "application"}""", "it was stopped")]),
            new(StageRole.Proof, [Step("open-gate", """{"services": ["api", "web"]}""", "both changed")]),
            new(StageRole.Commit, [Step("switch-release", """{"to": 8, "from": 7}""", "release 8 is proven")]),
            new(StageRole.CleanUp, [Step("remove-release", """{"release": 2}""", "5 releases are kept")]),
        ],
    };

    [Fact]
    public void A_plan_reads_as_one_line_a_step() => Golden.Matches(Upgrade.ToString(), "upgrade.plan.txt");

    [Fact]
    public void Its_canonical_JSON_is_part_of_the_contract_because_approvals_are_bound_to_its_hash()
    {
        Golden.Matches(Upgrade.ToCanonicalJson(), "upgrade.plan.json");
        Assert.Equal("be9ee318e2003142f66a6148769b5dc9f4c3fb395a521771c0127e8d0468a881", Upgrade.ComputeHash());
    }

    [Fact]
    public void A_plan_that_was_written_and_read_has_the_same_hash()
    {
        var read = Plan.FromJson(Upgrade.ToCanonicalJson());

        Assert.Equal((Upgrade.ComputeHash(), Upgrade.ToString()), (read.ComputeHash(), read.ToString()));
    }

    [Fact]
    public void A_reason_is_part_of_the_hash()
    {
        var other = Upgrade with { Stages = [Stage.Of(Step("pull-image", """{"service": "api"}""", "because"))] };

        Assert.NotEqual(Upgrade.ComputeHash(), other.ComputeHash());
    }

    [Theory]
    [InlineData("null")]
    [InlineData("""{"verb":"x","mode":"undo"}""")]
    [InlineData("""{"verb":"x","mode":1,"stages":[]}""")]
    [InlineData("""{"verb":"x","mode":"sideways","stages":[]}""")]
    [InlineData("""{"verb":null,"mode":"undo","stages":[]}""")]
    [InlineData("""{"verb":"x","verb":"y","mode":"undo","stages":[]}""")]
    [InlineData("""{"verb":"x","mode":"undo","stages":[{"role":"change","steps":[{"kind":"pull","reason":"r"}]}]}""")]
    public void A_damaged_plan_is_no_plan(string json) => Assert.Throws<JsonException>(() => Plan.FromJson(json));

    [Fact]
    public void Members_that_a_newer_version_wrote_are_left_aside() =>
        Assert.Equal("x", Plan.FromJson("""{"verb":"x","mode":"undo","stages":[],"colour":"blue"}""").Verb);

    [Fact]
    public void An_undoable_plan_holds_undoable_kinds_but_for_its_clean_up()
    {
        var kinds = new StepKinds([new ActingKind("two-way"), new ActingKind("one-way") { CanUndo = false }]);

        kinds.Check(Workbench.Plan(OperationMode.ForwardOnly, Workbench.Stage("one-way")));
        kinds.Check(Workbench.Plan(OperationMode.Undo, Workbench.Stage("two-way"), Workbench.StageOf(StageRole.CleanUp, "one-way")));
        var error = Assert.Throws<InvalidOperationException>(() => kinds.Check(Workbench.Plan(OperationMode.Undo, Workbench.Stage("one-way"))));
        Assert.Equal("Step 1.1 (one-way) cannot be undone, but its plan promises that.", error.Message);
    }

    [Fact]
    public void The_roles_of_a_plan_stand_in_their_order()
    {
        var kinds = new StepKinds([new ActingKind("any")]);
        var plan = Workbench.Plan(OperationMode.Undo, Workbench.StageOf(StageRole.Commit, "any"), Workbench.StageOf(StageRole.Proof, "any"));

        Assert.Throws<InvalidOperationException>(() => kinds.Check(plan));
    }

    [Theory]
    [InlineData(OperationMode.Undo)]
    [InlineData(OperationMode.ForwardOnly)]
    public void A_kind_that_nobody_knows_is_refused_in_either_mode(OperationMode mode)
    {
        var error = Assert.Throws<ShipkeeperException>(() => new StepKinds([]).Check(Workbench.Plan(mode, Workbench.Stage("unheard-of"))));

        Assert.Equal("plan.unknown-step", error.Code.Name);
    }

    [Theory]
    [InlineData("1.1", true)]
    [InlineData("12.34", true)]
    [InlineData("", false)]
    [InlineData("1", false)]
    [InlineData("1.", false)]
    [InlineData(".1", false)]
    [InlineData("0.1", false)]
    [InlineData("1.-1", false)]
    [InlineData(" 1.1", false)]
    [InlineData("1.1.1", false)]
    [InlineData("1.99999999999", false)]
    public void The_place_of_a_step_is_two_numbers(string text, bool isPlace)
    {
        Assert.Equal(isPlace, StepId.TryParse(text, out var id));
        Assert.True(!isPlace || id.ToString() == text);
    }

    private static Step Step(string kind, string input, string reason) => new(kind, JsonElement.Parse(input), reason);
}
