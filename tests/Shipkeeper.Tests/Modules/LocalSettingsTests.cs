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
    public void An_index_in_which_nothing_differs_is_not_written_anew() =>
        Assert.Null(LocalSettings.Keep("""{"metadata":{"schema_version":"1.0.0"}}"""u8.ToArray(), """{ "metadata" :  {"schema_version": "2.0.0"} }"""u8.ToArray()));

    [Theory]
    [InlineData("config", "configuration")]
    [InlineData("configuration", "config")]
    public void Settings_outlive_another_name_of_the_part_that_they_are_in(string before, string after) => Assert.Equal(
        $$$$"""{"metadata":{},"{{{{after}}}}":{"size":2,"components":{"x":false},"has_run":true,"repository":"mine"}}""",
        Keep(
            $$$$"""{"metadata":{},"{{{{before}}}}":{"size":1,"has_run":true,"repository":"mine","components":{"x":false}}}""",
            $$$$"""{"metadata":{},"{{{{after}}}}":{"size":2,"components":{"x":true}}}"""));

    [Theory]
    [InlineData("false", "{\"enabled\":true}", "{\"enabled\":false}")]
    [InlineData("{\"enabled\":false}", "true", "false")]
    [InlineData("\"false\"", "1", "false")]
    public void A_component_that_is_off_stays_off_whatever_form_its_switch_has(string before, string after, string kept) => Assert.Equal(
        $$$$"""{"metadata":{},"config":{"components":{"x":{{{{kept}}}}}}}""",
        Keep($$$$"""{"metadata":{},"config":{"components":{"x":{{{{before}}}}}}}""", $$$$"""{"metadata":{},"config":{"components":{"x":{{{{after}}}}}}}"""));

    private static string Keep(string installed, string incoming) =>
        JsonNode.Parse(LocalSettings.Keep(Encoding.UTF8.GetBytes(installed), Encoding.UTF8.GetBytes(incoming)) ?? Encoding.UTF8.GetBytes(incoming))!.ToJsonString();
}
