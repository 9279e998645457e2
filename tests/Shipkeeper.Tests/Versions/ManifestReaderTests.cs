using Shipkeeper.Versions;

namespace Shipkeeper.Tests.Versions;

public sealed class ManifestReaderTests
{
    [Fact]
    public void The_smallest_form_is_understood_as_it_stands()
    {
        var manifest = ManifestText.Parse("""
            {
              "operator": "0.5.0",
              "compatible": {
                "api": ["0.5.0", "0.4.x"],
                "web": ["0.5.0", "0.4.x"],
                "postgres": ["apache/age:PG16-1.5.0"],
                "garage": ["dxflrs/garage:v1.0.0", "dxflrs/garage:v1.0.1"]
              }
            }
            """);

        Assert.Equal(">=0.5.0", manifest.Operator.Text);
        Assert.Equal(["api", "web", "postgres", "garage"], manifest.Compatible.Keys);
        Assert.Equal(["0.5.0", "0.4.x"], manifest.Compatible["api"].Select(entry => entry.Range!.Text));
        Assert.Equal("apache/age", manifest.Compatible["postgres"][0].Image!.Name);
        Assert.Equal((null, null, null, null), (manifest.Release, manifest.From, manifest.Schema, manifest.Rollback));
        Assert.Empty(manifest.Stops);
        Assert.Empty(manifest.Pins);
        Assert.Empty(manifest.Guides);
    }

    [Fact]
    public void Every_key_is_read()
    {
        var manifest = ManifestText.With($$"""
            "release": "0.5.0", "pins": {"api": "{{ManifestText.Digest}}", "postgres": "postgres:17"}, "from": ">=0.3 <0.5", "stops": ["0.3.0", "0.4.0"],
            "schema": {"minimum": 10, "maximum": 12, "compatible": true}, "rollback": "restore", "guides": {"<0.4": "https://example.org", "*": "Read this."}
            """);

        Assert.Equal("0.5.0", manifest.Release!.ToNormalizedString());
        Assert.Equal(["api", "postgres"], manifest.Pins.Keys);
        Assert.Equal(">=0.3 <0.5", manifest.From!.Text);
        Assert.Equal(["0.3.0", "0.4.0"], manifest.Stops.Select(stop => stop.ToNormalizedString()));
        Assert.Equal(new SchemaBounds(10, 12, Compatible: true), manifest.Schema);
        Assert.Equal(RollbackWord.Restore, manifest.Rollback);
        Assert.Equal([("<0.4", "https://example.org"), ("*", "Read this.")], manifest.Guides.Select(guide => (guide.From.Text, guide.Text)));
    }

    [Fact]
    public void The_examples_of_the_reference_are_together_a_valid_file() => Assert.Equal(
        "0.5.0", ManifestText.Parse($"{{{string.Join(',', ManifestSection.Keys.Select(key => key.Example))}}}").Release!.ToNormalizedString());

    [Fact]
    public void The_manifest_of_the_example_platform_is_valid() =>
        Assert.NotEmpty(ManifestText.Parse(File.ReadAllText(Path.Combine(Golden.RepositoryRoot, "examples/knowledge-graph/versions.json"))).Compatible);

    [Theory]
    [InlineData("0.5.0", true)]
    [InlineData("0.4.x", true)]
    [InlineData("0.4", true)]
    [InlineData(">=0.4.2 <0.6", true)]
    [InlineData("*", true)]
    [InlineData("apache/age:PG16-1.5.0", false)]
    [InlineData("registry:5000/x:1", false)]
    [InlineData("name@" + ManifestText.Digest, false)]
    [InlineData("postgres:17", false)]
    public void A_version_a_range_and_an_image_are_told_apart(string text, bool isRange)
    {
        Assert.True(ManifestEntry.TryParse(text, out var entry));

        Assert.Equal((isRange, !isRange), (entry.Range is not null, entry.Image is not null));
    }

    [Theory]
    [InlineData("latest")]
    [InlineData("v1.0.0")]
    [InlineData("apache/age")]
    [InlineData("registry:5000/x")]
    [InlineData("^1.2")]
    [InlineData("")]
    [InlineData("postgres:")]
    public void What_is_none_of_them_is_refused(string text) => ManifestText.IsRefused(
        $$"""{"operator": "1.0.0", "compatible": {"api": ["{{text}}"]} }""",
        $"1:46: compatible.api[0]: must be a version, a version range, or a whole image with its tag or digest such as \"0.4.x\", not '{text}'");
}
