using Shipkeeper.Model;
using Shipkeeper.State;
using Shipkeeper.Steps;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Tests.Steps;

public sealed class ConvergenceTests
{
    private const string Stray = "0123456789ab_shop-api-1";

    private static readonly ReleasedService Api = Samples.Release().Services["api"];
    private static readonly ReleasedService Schema = Samples.Release().Services["schema"];

    [Fact]
    public void A_service_is_what_its_release_says_when_image_configuration_and_name_are_right_and_it_runs() => Assert.True(IsReached(Api, Samples.Container("api", Api)));

    public static TheoryData<string, ContainerSummary> NotReached => new()
    {
        { "another image", Samples.Container("api", Api, imageId: "sha256:other") },
        { "another configuration", Samples.Container("api", Api, configHash: "other") },
        { "stopped", Samples.Container("api", Api, "exited", "Exited (0) 3 minutes ago") },
        { "paused", Samples.Container("api", Api, "paused", "Up 3 minutes (Paused)") },
        { "created only", Samples.Container("api", Api, "created", "Created") },
        { "renamed by hand", Samples.Container("api", Api, name: "api-of-ann") },
        { "named after another service", Samples.Container("api", Api, name: "shop-api-old-1") },
        { "left by a killed Compose", Samples.Container("api", Api, name: Stray) },
    };

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(NotReached))]
    public void Anything_else_is_not(string what, ContainerSummary container) => Assert.False(IsReached(Api, container), what);

    [Fact]
    public void No_container_and_one_too_many_are_not()
    {
        Assert.False(IsReached(Api));
        Assert.False(IsReached(Api, Samples.Container("api", Api), Samples.Container("api", Api, name: "shop-api-2")));
        Assert.True(IsReached(Api with { Replicas = 2 }, Samples.Container("api", Api), Samples.Container("api", Api, name: "shop-api-2")));
        Assert.True(IsReached(Api with { Replicas = 0 }));
    }

    [Fact]
    public void A_service_that_completes_may_have_ended_well()
    {
        Assert.True(IsReached(Schema, Samples.Container("schema", Schema, "exited", "Exited (0) 3 minutes ago")));
        Assert.False(IsReached(Schema, Samples.Container("schema", Schema, "exited", "Exited (1) 3 minutes ago")));
        Assert.True(IsReached(Schema, Samples.Container("schema", Schema)));
    }

    [Fact]
    public void A_name_that_the_files_set_is_the_right_one()
    {
        var named = Api with { ContainerName = "storefront" };

        Assert.True(IsReached(named, Samples.Container("api", Api, name: "storefront")));
        Assert.False(IsReached(named, Samples.Container("api", Api)));
    }

    [Fact]
    public void What_differs_is_said_whether_or_not_it_runs() => Assert.Equal(
        ["2 containers instead of 1", "api-of-ann is not the name that Compose gives its container"],
        Convergence.FindDrift("shop", new("api", [Samples.Container("api", Api, "exited"), Samples.Container("api", Api, name: "api-of-ann")]), Api, Api.ConfigHash));

    [Fact]
    public void What_was_made_and_never_ran_is_not_started_and_what_has_ended_was() => Assert.Equal(
        ["shop-api-2 is created", "shop-api-3 is paused"],
        Convergence.FindNotStarted(new("api", [Samples.Container("api", Api, "exited"), Samples.Container("api", Api, "created", name: "shop-api-2"), Samples.Container("api", Api, "paused", name: "shop-api-3")])));

    [Theory]
    [InlineData(Stray, true)]
    [InlineData("shop-api-1", false)]
    [InlineData("0123456789ab-api-1", false)]
    [InlineData("shop_0123456789ab_api", false)]
    public void A_replacement_is_told_by_the_id_before_its_name(string name, bool isStray) => Assert.Equal(isStray, Convergence.IsStray(name));

    [Fact]
    public void A_replacement_has_the_name_of_what_it_replaces() => Assert.Equal("shop-api-1", Convergence.CanonicalNameOf(Stray));

    private static bool IsReached(ReleasedService released, params ContainerSummary[] containers) =>
        Convergence.IsReached("shop", new ObservedService(containers.FirstOrDefault()?.Labels[ComposeLabels.Service] ?? "api", containers), released, released.ConfigHash);
}
