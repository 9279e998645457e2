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
    public void What_is_given_or_kept_is_not_asked_for()
    {
        Assert.Empty(Ask("api-key", Given(("provider", "x"), ("key", "k"))));
        Assert.Empty(Prompts().Ask(ValueResolution.Of(Section("mail"), Given(), new Dictionary<string, string?> { ["sender"] = "a", ["pin"] = null })));
    }

    [Fact]
    public void Without_a_terminal_a_needed_value_is_asked_for_by_a_command_to_paste()
    {
        var nobody = new FieldPrompts(null, null);
        var error = Assert.Throws<ShipkeeperException>(() => nobody.Ask(ValueResolution.Of(Section("api-key"), Given(("provider", "open ai")))));

        Assert.Equal(("usage.no-terminal", "shipkeeper config api-key 'open ai' --key-stdin"), (error.Code.Name, error.Hint));
        Assert.Empty(nobody.Ask(ValueResolution.Of(Section("admin"), Given())));
    }

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

        return new(Answer, Answer);
    }
}
