using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Tests.Docker;

public sealed class ImageReferenceTests
{
    private const string Digest = "sha256:1111111111111111111111111111111111111111111111111111111111111111";

    [Theory]
    [InlineData("postgres", "docker.io", "library/postgres", null, null, "postgres")]
    [InlineData("postgres:17", "docker.io", "library/postgres", "17", null, "postgres")]
    [InlineData("docker.io/library/postgres:17", "docker.io", "library/postgres", "17", null, "postgres")]
    [InlineData("index.docker.io/apache/age:PG16-1.5.0", "docker.io", "apache/age", "PG16-1.5.0", null, "apache/age")]
    [InlineData("registry:5000/x:1", "registry:5000", "x", "1", null, "registry:5000/x")]
    [InlineData("registry:5000/x", "registry:5000", "x", null, null, "registry:5000/x")]
    [InlineData("localhost/x", "localhost", "x", null, null, "localhost/x")]
    [InlineData("ghcr.io/team/deep/api:v1@" + Digest, "ghcr.io", "team/deep/api", "v1", Digest, "ghcr.io/team/deep/api")]
    [InlineData("api@" + Digest, "docker.io", "library/api", null, Digest, "api")]
    [InlineData("a__b/c-d--e.f", "docker.io", "a__b/c-d--e.f", null, null, "a__b/c-d--e.f")]
    public void A_name_is_taken_apart_as_the_engine_does(string text, string registry, string repository, string? tag, string? digest, string name)
    {
        Assert.True(ImageReference.TryParse(text, out var reference));

        Assert.Equal(new(registry, repository, tag, digest), reference);
        Assert.Equal(name, reference.Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("API")]
    [InlineData("-api")]
    [InlineData("api:")]
    [InlineData("api:-x")]
    [InlineData("api@")]
    [InlineData("api@sha256:12")]
    [InlineData("api@sha256:ABCDEF1111111111111111111111111111111111111111111111111111111111")]
    [InlineData("a//b")]
    [InlineData("../a")]
    [InlineData("a/../b")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("http://a/b")]
    [InlineData("registry:5000/")]
    [InlineData("registry:notaport/x")]
    [InlineData("a?x=1")]
    [InlineData("a:1:2")]
    public void What_no_engine_understands_is_no_reference(string text) => Assert.False(ImageReference.TryParse(text, out _));

    [Theory]
    [InlineData("postgres", "latest")]
    [InlineData("postgres:17", "17")]
    [InlineData("postgres:17@" + Digest, Digest)]
    public void A_digest_decides_over_a_tag(string text, string version) =>
        Assert.Equal(version, ImageReference.TryParse(text, out var reference) ? reference.Version : "");
}
