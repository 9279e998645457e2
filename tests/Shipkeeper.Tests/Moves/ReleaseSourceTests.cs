using Shipkeeper.Model;
using Shipkeeper.Tools.Git;

namespace Shipkeeper.Tests.Moves;

public sealed class ReleaseSourceTests
{
    [Theory]
    [InlineData("git", "main", SourceKind.Git)]
    [InlineData("bundle", "registry:5000/shop/files:2", SourceKind.Bundle)]
    [InlineData("files", "", SourceKind.Files)]
    internal void A_source_is_what_a_person_writes(string kind, string name, SourceKind expected) =>
        Assert.Equal((expected, name.Length == 0 ? null : name), (ReleaseSource.Of(kind, name)!.Kind, ReleaseSource.Of(kind, name)!.Name));

    [Theory]
    [InlineData("git", "")]
    [InlineData("bundle", "")]
    [InlineData("files", "here")]
    [InlineData("adopted", "x")]
    public void Nobody_can_mean_anything_else(string kind, string name) => Assert.Null(ReleaseSource.Of(kind, name));

    [Fact]
    public void A_login_in_an_address_is_shown_to_nobody() =>
        Assert.Equal("fatal: https://git.example.org/team is not there", GitErrors.WithoutLogin("fatal: https://ann:secret@git.example.org/team is not there"));
}
