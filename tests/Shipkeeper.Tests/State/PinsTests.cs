using System.Text.Json;
using Shipkeeper.Model;
using Shipkeeper.State;
using Shipkeeper.Tests.Model;
using Shipkeeper.Tools.Docker;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tests.State;

public sealed class PinsTests
{
    [Fact]
    public void The_overlay_says_nothing_but_which_images_and_what_content() =>
        Golden.Matches(Pins.Overlay(Samples.Release().Services.ToDictionary(service => service.Key, service => service.Value.Pin), new Dictionary<string, string> { ["api"] = "0123" }), "pins.yaml");

    /// <summary>Names that YAML would read as numbers and truth values are names all the same.</summary>
    [Fact]
    public async Task Compose_reads_the_overlay_whatever_a_service_is_called()
    {
        Assert.SkipUnless(ComposeReading.IsPossible, "there is no docker compose here");
        using var folder = new TemporaryFolder();
        string[] names = ["true", "no", "123", "a.b-c_d", "null"];
        folder.Write("compose.yaml", "services:\n" + string.Concat(names.Select(name => $"  \"{name}\": {{image: x}}\n")));
        folder.Write("pins.yaml", Pins.Overlay(names.ToDictionary(name => name, name => new Pin("x", null, $"sha256:{Samples.Digest('a')}")), new Dictionary<string, string>()));

        var call = ToolCall.Of("docker", "compose", "-f", "compose.yaml", "-f", "pins.yaml", "config", "--format", "json") with { WorkingDirectory = folder.Path };
        var answer = await ((IToolRunner)new ToolRunner(TimeProvider.System)).RunAsync(call, TestContext.Current.CancellationToken);

        Assert.True(answer.Ok, answer.ErrorOutput);
        using var model = JsonDocument.Parse(answer.Output);
        Assert.All(names, name => Assert.Equal(
            $"sha256:{Samples.Digest('a')}", model.RootElement.GetProperty("services").GetProperty(name).GetProperty("image").GetString()));
    }

    [Theory]
    [InlineData("postgres:16", "postgres")]
    [InlineData("postgres", "postgres")]
    [InlineData("library/postgres:16", "postgres")]
    [InlineData("docker.io/library/postgres:16", "postgres")]
    [InlineData("docker.io/grafana/grafana:11", "grafana/grafana")]
    [InlineData("index.docker.io/grafana/grafana", "grafana/grafana")]
    [InlineData("registry.example:5000/team/api:1.2", "registry.example:5000/team/api")]
    [InlineData("registry.example:5000/team/api", "registry.example:5000/team/api")]
    [InlineData("api:1.2@sha256:1111", "api")]
    public void The_digest_is_the_one_under_the_name_that_was_asked_for(string reference, string name)
    {
        var pin = Pins.Of(reference, Image($"elsewhere/{name}@sha256:9", $"{name}x@sha256:8", $"{name}@sha256:7"));

        Assert.Equal(new Pin(reference, $"{name}@sha256:7", "sha256:id"), pin);
        Assert.Equal($"{name}@sha256:7", pin.Exact);
    }

    [Fact]
    public void An_image_that_was_built_here_is_pinned_by_its_id()
    {
        var pin = Pins.Of("shop-api", Image("elsewhere/shop-api@sha256:9"));

        Assert.Equal(new Pin("shop-api", null, "sha256:id"), pin);
        Assert.Equal("sha256:id", pin.Exact);
    }

    private static ImageDetails Image(params string[] digests) => new("sha256:id", [], digests, new Dictionary<string, string>(), null, "amd64", "linux", "", 1);
}
