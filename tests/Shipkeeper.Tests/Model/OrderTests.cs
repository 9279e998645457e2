using Shipkeeper.Model;
using Shipkeeper.PlatformFile;

namespace Shipkeeper.Tests.Model;

public sealed class OrderTests
{
    [Theory]
    [InlineData("compose.yaml", "docker-compose.yml", "compose.yaml")]
    [InlineData("docker-compose.yml", "compose.yml", "compose.yml")]
    [InlineData("docker-compose.yml", "docker-compose.yaml", "docker-compose.yml")]
    [InlineData("docker-compose.yml", "compose.override.yaml", "docker-compose.yml compose.override.yaml")]
    [InlineData("docker-compose.override.yml", "compose.override.yml", "compose.yaml compose.override.yml")]
    [InlineData("docker-compose.yml", "other.yaml", "docker-compose.yml")]
    [InlineData("other.yaml", "other.yml", "compose.yaml")]
    public void Without_a_list_the_files_are_those_that_compose_would_find(string one, string two, string expected)
    {
        var platform = PlatformFileReader.Parse("platform: blog");

        Assert.Equal(expected.Split(' '), ComposeOrder.Of(platform.Compose, new Dictionary<string, string>(), file => file == one || file == two));
    }

    [Fact]
    public void A_list_is_the_order_and_its_conditions_choose()
    {
        var platform = PlatformFileReader.Parse("""
            platform: blog
            settings: {mode: [production, dev], gpu: [cpu, nvidia]}
            compose: {files: [z.yaml, {file: a.yaml, when: {mode: dev}}, {file: m.yaml, when: {mode: dev, gpu: [nvidia]}}]}
            """);

        Assert.Equal(["z.yaml", "a.yaml"], ComposeOrder.Of(platform.Compose, new Dictionary<string, string> { ["mode"] = "dev", ["gpu"] = "cpu" }, _ => false));
        Assert.Equal(["z.yaml"], ComposeOrder.Of(platform.Compose, new Dictionary<string, string> { ["mode"] = "production", ["gpu"] = "nvidia" }, _ => false));
    }

    [Fact]
    public void What_others_need_comes_first_and_equals_go_side_by_side()
    {
        var groups = ServiceOrder.Groups(Dependencies(("web", ["api"]), ("api", ["db", "cache"]), ("db", []), ("cache", []), ("mail", [])));

        Assert.Equal(["cache db mail", "api", "web"], groups.Select(group => string.Join(' ', group)));
    }

    [Fact]
    public void What_is_not_in_the_list_is_no_concern() =>
        Assert.Equal(["api", "web"], ServiceOrder.Sort(Dependencies(("web", ["api"]), ("api", ["db"]))));

    [Fact]
    public void A_cycle_does_not_hang() =>
        Assert.Equal(["c", "a", "b"], ServiceOrder.Sort(Dependencies(("a", ["b"]), ("b", ["a"]), ("c", []))));

    [Fact]
    public void Whatever_depends_on_whatever_each_service_comes_once_and_after_what_it_needs()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var dependencies = Dependencies([.. Enumerable.Range(0, 12).Select(service =>
                ($"s{service}", Enumerable.Range(0, service).Where(_ => random.Next(4) == 0).Select(other => $"s{other}").ToArray()))]);
            var order = ServiceOrder.Sort(dependencies);

            Assert.Equal(dependencies.Keys.Order(), order.Order());
            Assert.All(order.Index(), place => Assert.All(dependencies[place.Item], other => Assert.True(order.Index().First(entry => entry.Item == other).Index < place.Index)));
        }
    }

    private static Dictionary<string, IReadOnlyCollection<string>> Dependencies(params (string Service, string[] Others)[] services) =>
        services.ToDictionary(service => service.Service, service => (IReadOnlyCollection<string>)service.Others);
}
