using System.Text;
using Shipkeeper.Engine;
using Shipkeeper.Modules;

namespace Shipkeeper.Tests.Modules;

public sealed class ModuleIndexReaderTests
{
    [Fact]
    public void What_is_left_out_has_its_usual_value() =>
        Assert.Equal(new("m", "1.0.0", "", true, 100, null, 99, null, null, null), Read("""{"metadata":{"schema_version":"1.0.0"}}"""));

    [Fact]
    public void Old_modules_are_loose_with_types() => Assert.Equal(
        new("m", "1.0", "", false, 5, "web", 2, "nginx", null, null),
        Read("""{"metadata":{"schema_version":"1.0","enabled":"false","priority":"5","group":"web","group_order":2,"service_name":"nginx"}}"""));

    [Theory]
    [InlineData("", "from line 1 on it is no JSON that can be read")]
    [InlineData("[]", "it is no JSON object")]
    [InlineData("{}", "'metadata' is missing")]
    [InlineData("""{"metadata":{}}""", "'metadata.schema_version' is missing")]
    [InlineData("""{"metadata":{"schema_version":{}}}""", "'metadata.schema_version' is no text")]
    [InlineData("""{"metadata":{"schema_version":"1","priority":"high"}}""", "'metadata.priority' is 'high', and no whole number")]
    [InlineData("""{"metadata":{"schema_version":"1","enabled":"maybe"}}""", "'metadata.enabled' is neither true nor false")]
    [InlineData("""{"metadata":{"schema_version":"1","arguments":"--now"}}""", "'metadata.arguments' is no list of texts")]
    [InlineData("""{"metadata":{"schema_version":"1","arguments":[null]}}""", "'metadata.arguments' is no list of texts")]
    [InlineData("""{"metadata":{"schema_version":"1","schema_version":"2"}}""", "the name 'schema_version' stands twice in one object")]
    [InlineData("""{"metadata":{"schema_version":"\ud800"}}""", "a text in it is no valid Unicode")]
    [InlineData("""{"metadata":[]}""", "'metadata' is no object")]
    public void What_cannot_be_read_is_named_with_the_place(string text, string reason)
    {
        var failure = Assert.Throws<ShipkeeperException>(() => Read(text));

        Assert.Equal("modules.bad-index", failure.Code.Name);
        Assert.StartsWith($"here cannot be read: {reason}", failure.Message);
    }

    [Fact]
    public void What_is_nested_too_deeply_is_no_index() =>
        Assert.Contains("nested too deeply", Assert.Throws<ShipkeeperException>(() => Read($$$"""{"metadata":{{{new string('[', 200)}}}{{{new string(']', 200)}}}}""")).Message);

    [Fact]
    public void Arguments_are_texts() => Assert.Equal(["--retries", "3"], Read("""{"metadata":{"schema_version":"1","arguments":["--retries",3]}}""").Arguments);

    private static ModuleIndex Read(string text) => ModuleIndexReader.Read("m", Encoding.UTF8.GetBytes(text), "here");
}
