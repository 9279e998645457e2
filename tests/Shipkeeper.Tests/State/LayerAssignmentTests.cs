using Shipkeeper.Model;
using Shipkeeper.PlatformFile;
using Shipkeeper.State;
using Shipkeeper.Tools.Compose;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Tests.State;

public sealed class LayerAssignmentTests
{
    private static readonly ResolvedModel Model = Samples.Model(
        Samples.Service("web", "api"), Samples.Service("api", "db"), Samples.Service("db"), Labelled("keeper", "operator"), Labelled("front", "edge"), Labelled("job", "other"));

    [Theory]
    [InlineData("platform: shop", "db:application job:application api:application web:application")]
    [InlineData("platform: shop\nlayers: {infrastructure: [db]}", "db:infrastructure job:application api:application web:application")]
    [InlineData("platform: shop\ndatabase: {service: db}", "db:infrastructure job:application api:application web:application")]
    [InlineData("platform: shop\nlayers: {infrastructure: [db], application: [web]}", "db:infrastructure web:application")]
    public void Services_have_a_layer_dependencies_first_and_those_with_a_role_have_none(string yaml, string expected) =>
        Assert.Equal(
            expected,
            string.Join(' ', LayerAssignment.Of(PlatformFileReader.Parse(yaml), Model).Select(service => $"{service.Key}:{service.Value.Name()}")));

    [Fact]
    public void An_image_that_is_only_built_has_the_name_compose_gives_it()
    {
        var model = Samples.Model(Samples.Service("api") with { Image = null }, Samples.Service("db"));

        Assert.Equal(("shop-api", "db:1"), (model.ImageOf("api"), model.ImageOf("db")));
    }

    [Fact]
    public void A_service_that_others_await_must_end_well()
    {
        var model = Samples.Model(
            Samples.Service("api") with { DependsOn = new Dictionary<string, ModelDependency> { ["schema"] = new("service_completed_successfully", true), ["db"] = new("service_healthy", true) } },
            Samples.Service("schema"),
            Samples.Service("db"));

        Assert.Equal((true, false), (model.IsAwaitedToComplete("schema"), model.IsAwaitedToComplete("db")));
    }

    private static ModelService Labelled(string name, string role) =>
        Samples.Service(name) with { Labels = new Dictionary<string, string> { [ComposeLabels.Role] = role } };
}
