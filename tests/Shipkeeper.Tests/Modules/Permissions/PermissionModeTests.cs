using Shipkeeper.Modules.Permissions;

namespace Shipkeeper.Tests.Modules.Permissions;

public sealed class PermissionModeTests
{
    [Theory]
    [InlineData("755", 0b111_101_101)]
    [InlineData("0755", 0b111_101_101)]
    [InlineData("0o755", 0b111_101_101)]
    [InlineData("2775", 0b010_111_111_101)]
    [InlineData("0", 0)]
    public void A_text_is_octal(string text, int mode) => Assert.Equal((uint)mode, PermissionMode.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("888")]
    [InlineData("rwxr-xr-x")]
    [InlineData("0x1ff")]
    [InlineData("-755")]
    [InlineData("77777")]
    [InlineData("number 999")]
    public void What_is_no_mode_is_none(string text) => Assert.Null(PermissionMode.Parse(text));

    [Theory]
    [InlineData(755, "755")]
    [InlineData(493, "755")]
    [InlineData(644, "644")]
    [InlineData(420, "644")]
    [InlineData(600, "600")]
    [InlineData(384, "600")]
    [InlineData(2775, "2775")]
    [InlineData(1533, "2775")]
    [InlineData(511, "511")]
    [InlineData(999, "number 999")]
    [InlineData(-1, "number -1")]
    public void A_number_is_what_somebody_can_have_meant_by_it(int number, string mode) => Assert.Equal(mode, PermissionMode.TextOf(number));
}
