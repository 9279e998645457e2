using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Tests.Surfaces.Cli;

public sealed class StyleTests
{
    private static readonly Func<Style, string, string>[] Meanings =
        [(style, text) => style.Good(text), (style, text) => style.Warning(text), (style, text) => style.Bad(text), (style, text) => style.Faint(text), (style, text) => style.Strong(text)];

    [Fact]
    public void Each_meaning_has_a_look_of_its_own_that_ends_with_the_text()
    {
        var looks = Meanings.Select(meaning => meaning(new(colour: true), "up")).ToList();

        Assert.Equal(looks.Count, looks.Distinct().Count());
        Assert.All(looks, look => Assert.Matches(@"\A\e\[\d+mup\e\[0m\z", look));
    }

    [Fact]
    public void Without_colour_the_words_are_all_there_is() => Assert.All(Meanings, meaning => Assert.Equal("up", meaning(new(colour: false), "up")));
}
