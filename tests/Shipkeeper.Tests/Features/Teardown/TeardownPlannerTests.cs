using Shipkeeper.Features.Teardown;

namespace Shipkeeper.Tests.Features.Teardown;

public sealed class TeardownPlannerTests
{
    private static readonly TeardownView Everything = new(
        "shop",
        Samples.Known(),
        [new("shop-api-1", "c1"), new("shop-postgres-1", "c2")],
        [new("shop_default", "n1")],
        [new("shop_data", "shop_data")],
        [new("postgres:16", "i1"), new("shipkeeper/shop/api:r1", "i2")],
        Secrets: true,
        Releases: true,
        VolumesStay: false,
        UnnamedStay: []);

    private static readonly TeardownView Usual = Everything with { Volumes = [], Images = [], Secrets = false, Releases = false, VolumesStay = true };

    [Fact]
    public void Containers_and_networks_go_after_everybody_was_stopped() => Golden.Matches(PlanSheet.Of(TeardownPlanner.Plan(Usual)), "teardown.txt");

    [Fact]
    public void What_others_hold_on_to_goes_last() => Golden.Matches(PlanSheet.Of(TeardownPlanner.Plan(Everything)), "teardown-everything.txt");

    [Fact]
    public void Where_nothing_is_there_is_nothing_to_do() =>
        Assert.True(TeardownPlanner.Plan(Usual with { Known = Samples.Known() with { Running = [] }, Containers = [], Networks = [] }).IsEmpty);

    [Fact]
    public void What_will_be_gone_is_said_exactly() => Assert.Equal(
        [
            "containers: shop-api-1, shop-postgres-1",
            "networks: shop_default",
            "volumes, with all data in them: shop_data",
            "images: postgres:16, shipkeeper/shop/api:r1",
            "the record of its releases: the next start takes the files as they are",
            ".env",
        ],
        Everything.Describe());

    [Fact]
    public void A_volume_that_nobody_will_find_again_is_named_while_its_container_is_there() => Assert.StartsWith(
        "the volumes with all data in them, volumes without a name, which the next start does not find: 4f2e, the images",
        (Usual with { UnnamedStay = ["4f2e"] }).DescribeKept(),
        StringComparison.Ordinal);

    [Fact]
    public void Secrets_without_which_data_cannot_be_read_are_said_to_be_that() => Assert.Equal(
        ".env: the data in volumes stays, and what is encrypted in it can never be read again",
        (Usual with { Secrets = true }).Describe().Last());

    /// <summary>The question was about these containers; others of the same name are another answer.</summary>
    [Fact]
    public void A_container_that_was_made_anew_makes_another_plan() => Assert.NotEqual(
        TeardownPlanner.Plan(Usual).ComputeHash(),
        TeardownPlanner.Plan(Usual with { Containers = [new("shop-api-1", "other"), new("shop-postgres-1", "c2")] }).ComputeHash());
}
