using Shipkeeper.Versions;

namespace Shipkeeper.Tests.Versions;

public sealed class ServiceImageTests
{
    [Theory]
    [InlineData("notes:latest", "1.2.3", "1.2.3")]
    [InlineData("notes:1234", "1.2.3", "1.2.3")]
    [InlineData("notes:17.4", "17.4.1", "17.4.1")]
    [InlineData("notes:17.4-alpine", "17.4", "17.4")]
    [InlineData("notes:v1.2.3", "1.2.3", "1.2.3")]
    [InlineData("notes:1.2.3", "1.2.3-rc.1", "1.2.3-rc.1")]
    [InlineData("notes:PG17-1.6.0", "1.6.0", "1.6.0")]
    [InlineData("notes@sha256:0000000000000000000000000000000000000000000000000000000000000000", "1.2.3", "1.2.3")]
    public void An_image_says_its_version_by_its_label(string reference, string label, string version) =>
        Assert.Equal(version, VersionOf(reference, label));

    [Theory]
    [InlineData("notes:1.0.0", "24.04", "1.0.0")]
    [InlineData("notes:1.0.0", "bookworm", "1.0.0")]
    [InlineData("notes:v2.0", "1.9.3", "v2.0")]
    [InlineData("notes:1.0.0-alpine", "3.20.1", "1.0.0-alpine")]
    public void A_label_that_an_image_has_inherited_from_its_base_is_not_its_version(string reference, string label, string version) =>
        Assert.Equal(version, VersionOf(reference, label));

    [Fact]
    public void Without_a_label_the_tag_is_the_version() => Assert.Equal("1.0.0", VersionOf("notes:1.0.0", label: ""));

    private static string? VersionOf(string reference, string label) =>
        ServiceImage.VersionOf(reference, new Dictionary<string, string> { ["org.opencontainers.image.version"] = label });
}
