using Shipkeeper.Config;
using Shipkeeper.Engine;
using Shipkeeper.Features.Config;
using static Shipkeeper.Tests.Config.ConfigSamples;

namespace Shipkeeper.Tests.Features.Config;

public sealed class FieldPromptsTests
{
    private readonly List<string> _questions = [];

    [Fact]
    public void A_password_is_typed_twice_and_can_be_left_to_chance()
    {
        Assert.Equal(Given(("password", "typed twice")), Ask("admin", Given(), "typed twice", "typed twice"));
        Assert.Equal(["password, empty for a generated one", "password, once more"], _questions);
    }

    [Fact]
    public void A_password_that_is_left_empty_is_not_asked_for_again()
    {
        Assert.Empty(Ask("admin", Given(), ""));
        Assert.Single(_questions);
    }

    [Fact]
    public void What_is_not_typed_the_same_twice_is_refused_and_not_shown()
    {
        var error = Assert.Throws<ShipkeeperException>(() => Ask("admin", Given(), "first-value", "other-value"));

        Assert.Equal("'admin' was not set: password: it was not typed the same twice.", error.Message);
    }

    [Fact]
    public void What_can_be_read_again_is_typed_once()
    {
        Assert.Equal(Given(("key", "k")), Ask("api-key", Given(("provider", "x")), "k"));
        Assert.Equal(["key"], _questions);
    }

    [Fact]
    public void What_is_given_is_not_asked_for() => Assert.Empty(Ask("api-key", Given(("provider", "x"), ("key", "k"))));

    [Fact]
    public void What_is_kept_is_asked_for_and_stays_when_the_answer_is_empty()
    {
        var kept = new Dictionary<string, string?> { ["sender"] = "a@b", ["pin"] = null };

        Assert.Equal(Given(("pin", "2222")), Prompts("", "2222").Ask(ValueResolution.Of(Section("mail"), Given(), kept)));
        Assert.Equal(["sender [a@b]", "pin, empty to keep what is stored"], _questions);
    }

    [Theory]
    [InlineData("api-key", "shipkeeper config api-key 'open ai' --max 5", "shipkeeper config api-key 'open ai' --max 5 --key-stdin")]
    [InlineData("mail", "shipkeeper config mail", "shipkeeper config mail --sender-stdin --pin-file FILE")]
    [InlineData("mail", "shipkeeper config mail --pin-stdin", "shipkeeper config mail --pin-stdin --sender-file FILE")]
    public void Without_a_terminal_needed_values_are_asked_for_by_what_was_typed_and_how_to_give_them(string section, string typed, string hint)
    {
        var given = typed.Contains("--pin-stdin", StringComparison.Ordinal) ? Given(("pin", "1111")) : Given(("provider", "open ai"));
        var error = Assert.Throws<ShipkeeperException>(() => new FieldPrompts(null, null, typed).Ask(ValueResolution.Of(Section(section), given)));

        Assert.Equal(("usage.no-terminal", hint), (error.Code.Name, error.Hint));
    }

    [Fact]
    public void Without_a_terminal_what_needs_no_answer_is_not_asked_for() =>
        Assert.Empty(new FieldPrompts(null, null, "shipkeeper config admin").Ask(ValueResolution.Of(Section("admin"), Given())));

    private IReadOnlyDictionary<string, string> Ask(string section, Dictionary<string, string> given, params string[] answers) =>
        Prompts(answers).Ask(ValueResolution.Of(Section(section), given));

    private FieldPrompts Prompts(params string[] answers)
    {
        var next = new Queue<string>(answers);
        string Answer(string question)
        {
            _questions.Add(question);
            return next.Dequeue();
        }

        return new(Answer, Answer, "shipkeeper config");
    }
}
