using System.Text;
using Shipkeeper.Model;

namespace Shipkeeper.Tests.Model;

public sealed class EnvFileTests
{
    [Theory]
    [InlineData("A=1", "1")]
    [InlineData("A=", "")]
    [InlineData("A = 1 ", "1")]
    [InlineData("A: yaml", "yaml")]
    [InlineData("  export A=1", "1")]
    [InlineData("export\tA=1", "1")]
    [InlineData("\uFEFFA=1", "1")]
    [InlineData("A=1\r\nB=2\r\n", "1")]
    [InlineData("A=one # a comment", "one")]
    [InlineData("A=one#two", "one#two")]
    [InlineData("A= # no comment: a value begins here", "# no comment: a value begins here")]
    [InlineData("A=one\t# a tab begins no comment", "one\t# a tab begins no comment")]
    [InlineData("A=a=b", "a=b")]
    [InlineData("A=a\"b\"c", "a\"b\"c")]
    [InlineData("A=back\\nslash", "back\\nslash")]
    [InlineData("A='as it $is \\n' # c", "as it $is \\n")]
    [InlineData("A='it\\'s'", "it's")]
    [InlineData("A='two\\\\'", "two\\\\")]
    [InlineData("A=\"it's # in\" # c", "it's # in")]
    [InlineData("A=\"a\\\"b\\\\c\\$d\\ne\\tf\\rg\"", "a\"b\\c$d\ne\tf\rg")]
    [InlineData("A=\"\\x\\c\"", "\\x\\c")]
    [InlineData("A=\"two\nlines\"\nB=1", "two\nlines")]
    [InlineData("A='two\nlines'\nB=1", "two\nlines")]
    [InlineData("A=1\nA=2", "2")]
    [InlineData("B=1\nA=${B}-$B-${C:-none}-$$B", "1-1-none-$B")]
    [InlineData("B=1\nA=\"$B\"", "1")]
    [InlineData("A=a$gone", "a")]
    public void A_line_is_read_as_compose_reads_it(string text, string expected)
    {
        Assert.Equal(expected, Parse(text)["A"]);
        if (ComposeReading.IsPossible)
        {
            Assert.Equal(expected, ComposeReading.Of(text)["A"]);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("# A=1")]
    [InlineData("=1")]
    [InlineData("A B=1")]
    public void What_assigns_nothing_is_no_key(string text)
    {
        Assert.Empty(Parse(text).Keys);
        Assert.Null(Parse(text)["A"]);
        Assert.Null(Parse(text).LineOf("A"));
    }

    [Fact]
    public void A_key_knows_its_line_also_below_a_value_of_several_lines() =>
        Assert.Equal((1, 5), (Parse("A='x\ny\nz'\n# c\nB=1\n").LineOf("A"), Parse("A='x\ny\nz'\n# c\nB=1\n").LineOf("B")));

    [Theory]
    [InlineData("")]
    [InlineData("\n\n\n")]
    [InlineData("A=1")]
    [InlineData("A=1\n\n\n")]
    [InlineData("\uFEFF# written by hand\r\nexport A = 'x' # why\r\n\r\nB:2\r\n\tjunk \"\n")]
    [InlineData("A=\"never ends\nB=1\n")]
    public void Every_byte_is_kept(string text) => Assert.Equal(text, Parse(text).ToText());

    [Fact]
    public void A_new_value_stands_where_the_old_one_stood_and_all_else_is_kept() =>
        Assert.Equal("# one\r\nA='old'\n  B=2\nA='n w'\nC=3", Parse("# one\r\nA='old'\n  B=2\nA=newer # c\nC=3").With("A", "n w").ToText());

    [Fact]
    public void A_value_of_several_lines_is_replaced_as_a_whole() =>
        Assert.Equal("A=1\nB=2\n", Parse("A='x\ny'\nB=2\n").With("A", "1").ToText());

    [Fact]
    public void A_new_key_comes_last_on_a_line_of_its_own() =>
        Assert.Equal("A=1\nB=2\n", Parse("A=1").With("B", "2").ToText());

    [Fact]
    public void A_key_that_goes_is_gone_wherever_it_stood() =>
        Assert.Equal("# one\nB=2\n", Parse("# one\nA=1\nB=2\nexport A='x\ny'\n").Without("A").ToText());

    [Fact]
    public void Bytes_that_are_no_text_are_refused() => Assert.Throws<DecoderFallbackException>(() => EnvFile.Parse([0x41, 0x3d, 0xff]));

    /// <summary>The seed of the day is in the message of a failure, by the values themselves.</summary>
    [Fact]
    public void Any_value_comes_back_as_it_was_set_here_and_in_compose()
    {
        var random = new Random(20261121);
        string[] corners =
        [
            "", " ", "'", "\"", "\\", "a\\", "a\\\\", "'\\", "$", "$$", "${A}", "$A", "\\$A", "#", " #", "a #b", "a\n", "\r\n", "\n#\nB=1", "\\n", "\\'", "'\"\\$",
            "`id`", "$(id)", "é", "\u00a0x\u00a0", "😀", "!", "a=b", "export X=1", "\t", "x\u0085y", "-", "pa$$word'\"\\",
        ];
        var values = corners.Concat(Enumerable.Range(0, 300).Select(_ => RandomText(random))).ToList();
        var file = Enumerable.Range(0, values.Count).Aggregate(EnvFile.Empty, (result, index) => result.With($"K{index}", values[index]));

        var again = EnvFile.Parse(Encoding.UTF8.GetBytes(file.ToText()));
        Assert.All(values.Index(), value => Assert.Equal(value.Item, again[$"K{value.Index}"]));
        if (ComposeReading.IsPossible)
        {
            var compose = ComposeReading.Of(file.ToText());
            Assert.All(values.Index(), value => Assert.Equal(value.Item, compose[$"K{value.Index}"]));
        }
    }

    private static string RandomText(Random random) =>
        new([.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => random.Next(3) == 0 ? "'\"\\$#\n\r\t {}="[random.Next(12)] : (char)random.Next(32, 127))]);

    private static EnvFile Parse(string text) => EnvFile.Parse(Encoding.UTF8.GetBytes(text));
}
