using System.Text;
using Shipkeeper.Engine;
using Shipkeeper.PlatformFile;

namespace Shipkeeper.Tests.PlatformFile;

public sealed class FileLimitTests
{
    [Fact]
    public void A_file_of_more_than_one_MiB_is_refused() => Refused.With(
        "platform: blog\n#" + new string('x', 1024 * 1024),
        "1:1: the file is larger than 1 MiB; a platform file is a few kilobytes");

    [Fact]
    public void A_file_of_one_MiB_is_read() =>
        Assert.Equal("blog", PlatformFileReader.Parse("platform: blog\n#".PadRight(1024 * 1024, 'x')).Platform);

    [Fact]
    public void Bytes_that_are_not_UTF8_are_refused_with_their_place()
    {
        byte[] latin = [.. "platform: blog\nhooks: caf"u8, 0xE9, .. "\n"u8];

        var refusal = Assert.Throws<ShipkeeperException>(() => PlatformFileReader.Parse(latin));

        Assert.Equal(["shipkeeper.yaml:2:11: byte 25 is not UTF-8; save the file as UTF-8"], refusal.Details);
    }

    [Fact]
    public void A_file_in_UTF16_is_refused()
    {
        var refusal = Assert.Throws<ShipkeeperException>(() => PlatformFileReader.Parse([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("platform: blog")]));

        Assert.Equal(["shipkeeper.yaml:1:1: byte 0 is not UTF-8; save the file as UTF-8"], refusal.Details);
    }

    [Fact]
    public void Nesting_without_end_is_refused() => Refused.With(
        "platform: " + new string('[', 100_000),
        "1:43: platform" + string.Concat(Enumerable.Repeat("[0]", 32)) + ": nested deeper than 32 levels; no key of a platform file is");

    [Fact]
    public void Aliases_of_aliases_that_stand_for_millions_of_values_are_refused() => Refused.With(
        """
        a: &a [x, x, x, x, x, x, x, x, x, x]
        b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
        c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
        d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
        e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
        f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]
        """,
        "5:8: e[0]: more than 20000 values, aliases counted as often as they are used; a platform file has a few hundred");

    [Fact]
    public void An_alias_inside_its_own_anchor_is_refused() => Refused.With(
        "layers: &layers {infrastructure: *layers}",
        "1:34: layers.infrastructure: the alias '*layers' has no anchor before it");

    [Fact]
    public void A_file_of_many_mistakes_shows_the_first_hundred()
    {
        var refusal = Assert.Throws<ShipkeeperException>(
            () => PlatformFileReader.Parse("platform: blog\n" + string.Concat(Enumerable.Range(1, 250).Select(number => $"key-{number}: x\n"))));

        Assert.Equal("shipkeeper.yaml has 250 mistakes.", refusal.Message);
        Assert.Equal(101, refusal.Details.Count);
        Assert.Equal("and 150 more", refusal.Details[^1]);
    }
}
