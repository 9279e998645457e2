using Shipkeeper.Modules;

namespace Shipkeeper.Tests.Modules;

public sealed class ModuleVersionTests
{
    [Theory]
    [InlineData("1.0.10", "1.0.9")]
    [InlineData("1.1", "1.0.99")]
    [InlineData("2", "1.9.9")]
    [InlineData("v1.0.1", "1.0.0")]
    [InlineData("1.0.20261122181045", "1.0.20261122171045")]
    [InlineData("1.0.0", "1.0.0-rc.1")]
    public void Numbers_are_compared_as_numbers(string newer, string older) => Assert.True(Version(newer).IsNewerThan(Version(older)));

    [Theory]
    [InlineData("1.0", "1.0.0")]
    [InlineData(" 1.2.3 ", "1.2.3")]
    [InlineData("1.2.3+build", "1.2.3")]
    public void Numbers_that_are_left_out_are_zero(string text, string same) => Assert.False(Version(text).IsNewerThan(Version(same)) || Version(same).IsNewerThan(Version(text)));

    [Theory]
    [InlineData("")]
    [InlineData("latest")]
    [InlineData("1.x")]
    [InlineData("1.2.3.4")]
    [InlineData("1..2")]
    public void What_is_no_version_is_never_a_low_one(string text) => Assert.Null(ModuleVersion.TryParse(text));

    private static ModuleVersion Version(string text) => ModuleVersion.TryParse(text)!;
}
