using System.Text;
using System.Text.Json.Nodes;
using Shipkeeper.Modules;

namespace Shipkeeper.Tests.Modules;

public sealed class LocalSettingsTests
{
    [Fact]
    public void What_belongs_to_the_host_outlives_a_new_version()
    {
        var kept = Keep(
            """{"metadata":{"schema_version":"1.0.0","enabled":false,"branch":"beta"},"config":{"repository":"https://a.example","first_has_run":true,"components":{"x":false,"y":{"enabled":false,"size":1}}},"repo":"r"}""",
            """{"metadata":{"schema_version":"2.0.0","enabled":true,"priority":5},"config":{"repository":"https://b.example","components":{"x":true,"y":{"enabled":true,"size":2},"z":true}}}""");

        Assert.Equal(
            """{"metadata":{"schema_version":"2.0.0","enabled":false,"priority":5,"branch":"beta"},"config":{"repository":"https://a.example","components":{"x":false,"y":{"enabled":false,"size":2},"z":true},"first_has_run":true},"repo":"r"}""",
            kept);
    }

    [Fact]
    public void The_switch_of_a_component_that_one_version_does_not_have_waits_for_one_that_has_it()
    {
        var without = Keep(
            """{"metadata":{"schema_version":"1.0.0"},"config":{"components":{"x":false,"y":{"enabled":false}}}}""",
            """{"metadata":{"schema_version":"2.0.0"},"config":{"components":{"z":true}}}""");

        Assert.Equal("""{"metadata":{"schema_version":"2.0.0","components_waiting":{"x":false,"y":false}},"config":{"components":{"z":true}}}""", without);
        Assert.Equal(
            """{"metadata":{"schema_version":"3.0.0","components_waiting":{"y":false}},"config":{"components":{"x":false,"z":true}}}""",
            Keep(without, """{"metadata":{"schema_version":"3.0.0"},"config":{"components":{"x":true,"z":true}}}"""));
    }

    [Fact]
    public void Everything_else_is_that_of_the_new_version() => Assert.Equal(
        """{"metadata":{"schema_version":"2.0.0","priority":7},"config":{"size":2}}""",
        Keep("""{"metadata":{"schema_version":"1.0.0","priority":1},"config":{"size":1,"old":true}}""", """{"metadata":{"schema_version":"2.0.0","priority":7},"config":{"size":2}}"""));

    [Fact]
    public void An_index_in_which_nothing_differs_keeps_its_bytes()
    {
        var incoming = """{ "metadata" :  {"schema_version": "2.0.0"} }"""u8.ToArray();

        Assert.Same(incoming, LocalSettings.Keep("""{"metadata":{"schema_version":"1.0.0"}}"""u8.ToArray(), incoming));
    }

    private static string Keep(string installed, string incoming) =>
        JsonNode.Parse(LocalSettings.Keep(Encoding.UTF8.GetBytes(installed), Encoding.UTF8.GetBytes(incoming)))!.ToJsonString();
}
