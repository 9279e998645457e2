using NuGet.Versioning;
using Shipkeeper.Model;

namespace Shipkeeper.Tests.Model;

public sealed class SemverRangeTests
{
    [Theory]
    [InlineData("0.5.0", "0.5.0")]
    [InlineData("0.5.0", "0.5.0+build.7")]
    [InlineData("=0.5.0", "0.5.0")]
    [InlineData("0.4.x", "0.4.0", "0.4.99")]
    [InlineData("0.4", "0.4.7")]
    [InlineData("1.x", "1.0.0", "1.9.3")]
    [InlineData("1.x.x", "1.9.3")]
    [InlineData("*", "0.0.1", "99.0.0", "1.0.0-rc.1")]
    [InlineData(">=0.1", "0.1.0", "3.0.0", "0.2.0-rc.1")]
    [InlineData(">=0.4.2 <0.6", "0.4.2", "0.5.9")]
    [InlineData(">0.4", "0.5.0")]
    [InlineData("<=0.4", "0.4.9", "0.1.0")]
    [InlineData("  >=1   <2 ", "1.5.0")]
    [InlineData(">=1.0.0-rc.1", "1.0.0-rc.2", "1.0.0")]
    public void Contains(string range, params string[] versions) =>
        Assert.All(versions, version => Assert.True(Parse(range).Contains(SemanticVersion.Parse(version)), version));

    [Theory]
    [InlineData("0.5.0", "0.5.1", "0.5.0-rc.1")]
    [InlineData("0.4.x", "0.5.0", "0.3.9", "0.4.0-rc.1", "0.5.0-rc.1")]
    [InlineData(">=0.1", "0.0.9", "0.1.0-rc.1")]
    [InlineData(">=0.4.2 <0.6", "0.4.1", "0.6.0", "0.6.0-rc.1")]
    [InlineData("<1.0.0", "1.0.0-rc.1")]
    [InlineData("<1.0.0-rc.2", "1.0.0-rc.2", "1.0.0")]
    [InlineData(">0.4", "0.4.9")]
    [InlineData("<=0.4", "0.5.0")]
    public void Does_not_contain(string range, params string[] versions) =>
        Assert.All(versions, version => Assert.False(Parse(range).Contains(SemanticVersion.Parse(version)), version));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("latest")]
    [InlineData("v1.0.0")]
    [InlineData("1.2.3.4")]
    [InlineData("1.x.3")]
    [InlineData(">=1.x")]
    [InlineData("<*")]
    [InlineData(">=")]
    [InlineData(">= 1.0")]
    [InlineData("^1.2")]
    [InlineData("1.0 || 2.0")]
    [InlineData("99999999999.0")]
    [InlineData("-1.0")]
    public void What_is_no_range_is_not_read(string text) => Assert.False(SemverRange.TryParse(text, out _));

    [Fact]
    public void A_range_is_shown_as_it_was_written() => Assert.Equal(">=0.4.2 <0.6", Parse(">=0.4.2 <0.6").ToString());

    private static SemverRange Parse(string text)
    {
        Assert.True(SemverRange.TryParse(text, out var range));
        return range;
    }
}
