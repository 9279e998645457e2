using System.Text.Json;
using Shipkeeper.Tools.Compose;

namespace Shipkeeper.Tests.Compose;

public sealed class ModelResourcesTests
{
    private const string Model = """{"networks": {"back": {"name": "shop_back", "ipam": {}}, "proxy": {"name": "proxy", "external": true}}, "volumes": {"data": {"name": "shop_data"}}}""";

    [Fact]
    public void Those_of_others_are_no_business_of_the_platform() => Assert.Equal(["networks.back", "volumes.data"], Read(Model).Keys.Order());

    [Theory]
    [InlineData("\"ipam\": {}", "\"ipam\": {\"config\": [{\"subnet\": \"10.9.0.0/24\"}]}", "networks.back")]
    [InlineData("\"shop_back\"", "\"shop_other\"", "networks.back")]
    [InlineData("\"shop_data\"", "\"shop_data\", \"driver_opts\": {\"device\": \"tmpfs\"}", "volumes.data")]
    public void Another_definition_is_another_resource_and_only_that(string text, string instead, string changed)
    {
        var (before, after) = (Read(Model), Read(Model.Replace(text, instead, StringComparison.Ordinal)));

        Assert.Equal([changed], before.Keys.Where(name => before[name] != after[name]));
    }

    [Fact]
    public void The_order_of_the_words_does_not_matter() =>
        Assert.Equal(Read(Model)["networks.back"], Read("""{"networks": {"back": {"ipam": {}, "name": "shop_back"}}}""")["networks.back"]);

    private static IReadOnlyDictionary<string, string> Read(string model)
    {
        using var document = JsonDocument.Parse(model);
        return ModelResources.Read(document.RootElement, text => text);
    }
}
