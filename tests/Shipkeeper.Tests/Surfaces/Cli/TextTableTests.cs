using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Tests.Surfaces.Cli;

public sealed class TextTableTests
{
    [Fact]
    public void Columns_are_as_wide_as_their_longest_cell_and_lines_end_without_blanks()
    {
        var style = new Style(colour: true);

        Assert.Equal(
            [
                "SERVICE                                                       STATE      SINCE",
                "a-service-whose-name-is-longer-than-anybody-would-ever-write  \e[32mrunning\e[0m    Up 3 minutes",
                "db                                                            \e[31mexited\e[0m     -",
                "web                                                           \e[31munhealthy\e[0m",
            ],
            TextTable.Lines(
            [
                ["SERVICE", "STATE", "SINCE"],
                ["a-service-whose-name-is-longer-than-anybody-would-ever-write", style.Good("running"), "Up 3 minutes"],
                ["db", style.Bad("exited"), "-"],
                ["web", style.Bad("unhealthy"), ""],
            ]));
    }

    [Fact]
    public void Rows_may_have_fewer_cells() => Assert.Equal(["a    b", "ccc"], TextTable.Lines([["a", "b"], ["ccc"]]));

    [Fact]
    public void A_cell_of_several_lines_stays_on_its_own() => Assert.Equal(["a    first second", "ccc  x"], TextTable.Lines([["a", "first\r\n\tsecond"], ["ccc", "x\u0007"]]));

    [Fact]
    public void A_paragraph_is_broken_between_words()
    {
        const string Paragraph = "A word thatislongerthanthewholeline stays whole, and every  blank between words counts once.";

        var lines = TextTable.Wrap(Paragraph, 20).ToList();

        Assert.Equal(["A word", "thatislongerthanthewholeline", "stays whole, and", "every blank between", "words counts once."], lines);
    }
}
