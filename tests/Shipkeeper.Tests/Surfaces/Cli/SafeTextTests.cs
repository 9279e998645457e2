using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Tests.Surfaces.Cli;

public sealed class SafeTextTests
{
    [Theory]
    [InlineData("plain words, tabs\tand Ümläute 日本 🚢")]
    [InlineData("\e[31mred\e[0m and \e[1;38;5;208mloud\e[m")]
    public void What_harms_nobody_stays(string text) => Assert.Equal(text, SafeText.Of(text));

    [Theory]
    [InlineData("\e[2J\e[H", "")]
    [InlineData("a\e[1Ab", "ab")]
    [InlineData("a\e[?25lb", "ab")]
    [InlineData("a\e[10;20Hb", "ab")]
    [InlineData("a\e[0 qb", "ab")]
    [InlineData("a\e]0;a title\ab", "ab")]
    [InlineData("a\e]8;;https://example.org\e\\link\e]8;;\e\\b", "alinkb")]
    [InlineData("a\ePq#0;2;0;0;0\e\\b", "ab")]
    [InlineData("a\e_command\e\\b", "ab")]
    [InlineData("a\e^message\e\\b", "ab")]
    [InlineData("a\e]52;c;never ended", "a")]
    [InlineData("a\ecb", "ab")]
    [InlineData("a\e7b", "ab")]
    [InlineData("a\e", "a")]
    [InlineData("a\e[", "a[")]
    [InlineData("a\u009b2Jb", "a2Jb")]
    [InlineData("a\u009d0;title\u009cb", "a0;titleb")]
    public void Sequences_that_do_more_than_colour_are_taken_out(string text, string safe) => Assert.Equal(safe, SafeText.Of(text));

    [Theory]
    [InlineData("\e[31mred", "\e[31mred\e[0m")]
    [InlineData("\e[0mplain \e[1mloud", "\e[0mplain \e[1mloud\e[0m")]
    public void A_colour_ends_with_its_text(string text, string safe) => Assert.Equal(safe, SafeText.Of(text));

    [Theory]
    [InlineData("over\rwritten", "overwritten")]
    [InlineData("be\b\b\bll\a", "bell")]
    [InlineData("nul\0 del\u007f form\f vertical\v", "nul del form vertical")]
    [InlineData("shift\u000e in\u000f", "shift in")]
    public void Control_characters_are_taken_out(string text, string safe) => Assert.Equal(safe, SafeText.Of(text));

    [Theory]
    [InlineData("gpj.\u202egnp.exe", "gpj.gnp.exe")]
    [InlineData("\u2066a\u2069\u200eb\u200fc\u061cd", "abcd")]
    [InlineData("line\u2028paragraph\u2029end", "lineparagraphend")]
    public void Nothing_turns_the_direction_of_reading(string text, string safe) => Assert.Equal(safe, SafeText.Of(text));

    [Fact]
    public void What_is_left_when_a_sequence_is_taken_out_is_no_sequence()
    {
        Assert.DoesNotContain("\e[2J", SafeText.Of("\e\e[2J[2J"));
        Assert.DoesNotContain("\e[2J", SafeText.Of("\e[\e[2J2J"));
        Assert.DoesNotContain("\e]", SafeText.Of("\e\0]0;title\a"));
    }

    /// <summary>Half of a character is what a log line is cut to; written out it becomes a replacement character.</summary>
    [Theory]
    [InlineData("\ud83d")]
    [InlineData("a\udea2b")]
    public void Half_a_character_does_not_break_it(string text) => Assert.NotNull(System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(SafeText.Of(text))));

    [Fact]
    public void Whatever_comes_only_colours_are_left_of_it()
    {
        var random = new Random(11);
        const string Alphabet = "\e\e\e[]()PX^_0123456789;?m mHJK\a\b\r\\\u009b\u202eab\0";
        for (var round = 0; round < 5000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, 24).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            var safe = SafeText.Of(text);
            var withoutColours = System.Text.RegularExpressions.Regex.Replace(safe, @"\e\[[0-9;]*m", "");

            Assert.False(withoutColours.Any(character => char.IsControl(character) || character == '\u202e'), $"{Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(text))} → {safe}");
        }
    }

    [Theory]
    [InlineData("\e[32mup\e[0m", 2)]
    [InlineData("", 0)]
    public void Colours_take_no_room(string text, int width) => Assert.Equal(width, SafeText.Width(text));
}
