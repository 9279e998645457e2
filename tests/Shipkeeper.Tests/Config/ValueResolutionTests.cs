using Shipkeeper.Config;
using Shipkeeper.Engine;
using static Shipkeeper.Tests.Config.ConfigSamples;

namespace Shipkeeper.Tests.Config;

public sealed class ValueResolutionTests
{
    [Fact]
    public void What_is_given_counts_and_the_rest_is_by_default() => Assert.Equal(
        ["model=gpt Default", "provider=openai Given", "tokens=100 Given", "fast=false Default", "note= None"],
        Values("ai", ("provider", "openai"), ("tokens", "100")));

    [Fact]
    public void A_default_by_another_field_follows_what_that_field_becomes() => Assert.Contains("model=mistral Default", Values("ai", ("provider", "ollama")));

    [Fact]
    public void A_choice_that_decides_nothing_leaves_the_field_empty() => Assert.Contains("model= None", Values("ai", ("provider", "anthropic")));

    [Fact]
    public void A_given_value_counts_more_than_the_one_by_another_field() => Assert.Contains("model=own Given", Values("ai", ("provider", "openai"), ("model", "own")));

    [Fact]
    public void A_password_that_nobody_gave_is_made_of_characters_that_cannot_be_confused()
    {
        var password = ValueResolution.Of(Section("admin"), Given()).MustBeWhole().Fields[1];

        Assert.Equal(ValueOrigin.Generated, password.Origin);
        Assert.Matches(@"\A[a-km-zA-HJ-NP-Z2-9]{24}\z", password.Text);
        Assert.DoesNotContain('o', password.Text!);
        Assert.Null(password.Field.Refusal(password.Text!));
    }

    [Fact]
    public void No_two_generated_passwords_are_the_same() =>
        Assert.Equal(100, Enumerable.Range(0, 100).Select(_ => Passwords.Generate(8)).Distinct().Count());

    [Fact]
    public void What_is_kept_stays_and_decides_over_others()
    {
        var kept = new Dictionary<string, string?> { ["provider"] = "ollama", ["tokens"] = "7" };

        Assert.Equal(
            ["model=mistral Default", "provider=ollama Kept", "tokens=100 Given", "fast=false Default", "note= None"],
            Texts(ValueResolution.Of(Section("ai"), Given(("tokens", "100")), kept).MustBeWhole()));
    }

    [Fact]
    public void A_kept_value_that_cannot_be_read_is_not_missing()
    {
        var values = ValueResolution.Of(Section("api-key"), Given(("provider", "x")), new Dictionary<string, string?> { ["key"] = null });

        Assert.Equal(["provider=x Given", "key= Kept"], Texts(values.MustBeWhole()));
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once() => Assert.Equal(
    [
        "<provider>: 'opnai' is not among the choices; did you mean 'openai'?",
        "--tokens: '8' is below 16",
        "--fast: 'yes' is not of type boolean",
        "--note: 'ab' is shorter than 3 characters",
    ],
        Refusal("ai", ("provider", "opnai"), ("tokens", "8"), ("fast", "yes"), ("note", "ab")).Details);

    [Fact]
    public void What_is_missing_is_said_beside_what_is_wrong() => Assert.Equal(
        ["--tokens: 'many' is not of type integer", "<provider>: it is missing; known: openai, anthropic, ollama"],
        Refusal("ai", ("tokens", "many")).Details);

    [Fact]
    public void One_mistake_is_a_message_of_its_own()
    {
        var error = Refusal("ai");

        Assert.Equal("'ai' was not set: <provider>: it is missing; known: openai, anthropic, ollama.", error.Message);
        Assert.Equal(("config.value-refused", ErrorKind.Usage, "shipkeeper config ai --help"), (error.Code.Name, error.Code.Kind, error.Hint));
        Assert.Empty(error.Details);
    }

    [Fact]
    public void Prompts_can_still_ask_for_what_is_missing()
    {
        var values = ValueResolution.Of(Section("api-key"), Given(("provider", "x")));

        Assert.Equal(["key"], values.MustBeWholeWithPrompts().Missing.Select(field => field.Name));
        Assert.Equal("'api-key' was not set: key: it is missing.", Assert.Throws<ShipkeeperException>(values.MustBeWhole).Message);
    }

    [Theory]
    [InlineData("admin", "username", "a\0b", "<username>: it has a NUL character, which no text in the database can hold")]
    [InlineData("admin", "username", "a\nb", "<username>: it has more than one line")]
    [InlineData("admin", "username", "twenty-one characters", "<username>: it is longer than 20 bytes in UTF-8")]
    [InlineData("admin", "username", "äääääääääää", "<username>: it is longer than 20 bytes in UTF-8")]
    [InlineData("admin", "password", "", "password: it is empty")]
    [InlineData("admin", "password", "short", "password: it is shorter than 12 characters")]
    [InlineData("admin", "password", "long enough but\nof two lines", "password: it has more than one line")]
    [InlineData("admin", "password", "long enough but\0with NUL", "password: it has a NUL character, which no text in the database can hold")]
    [InlineData("admin", "password", "0123456789012345678901234567890123456789012345678901234567890123456789012", "password: it is longer than 72 bytes in UTF-8")]
    [InlineData("api-key", "key", "", "key: it is empty")]
    [InlineData("mail", "pin", "3333", "pin: it is not among the choices; known: 1111, 2222")]
    [InlineData("mail", "pin", "secret", "pin: it is not of type integer")]
    [InlineData("limits", "size", "", "--size: '' is not of type integer")]
    [InlineData("limits", "size", "99999999999999999999", "--size: '99999999999999999999' is not of type integer")]
    [InlineData("limits", "name", "a\r", "--name: it has more than one line")]
    [InlineData("garage", "key_id", "", "--key-id: it is empty")]
    public void A_value_that_will_not_do_is_named_and_a_secret_one_not_shown(string section, string field, string value, string problem) =>
        Assert.Contains(problem, ValueResolution.Of(Section(section), Given((field, value))).Problems);

    [Theory]
    [InlineData("api-key", "key", "-----BEGIN KEY-----\nabc\n-----END KEY-----\n")]
    [InlineData("mail", "sender", "first\nsecond")]
    [InlineData("limits", "name", "")]
    [InlineData("ai", "tokens", "16")]
    [InlineData("ai", "note", "äöü")]
    [InlineData("admin", "username", "ääääääääää")]
    public void A_value_at_the_limit_will_do(string section, string field, string value) =>
        Assert.Empty(ValueResolution.Of(Section(section), Given((field, value))).Problems);

    [Fact]
    public void What_a_section_provisions_comes_whole() =>
        Assert.Equal(["key_id", "secret"], ValueResolution.Of(Section("garage"), Given()).Missing.Select(field => field.Name));

    private static IEnumerable<string> Values(string section, params (string Field, string Value)[] given) =>
        Texts(ValueResolution.Of(Section(section), Given(given)).MustBeWhole());

    private static IEnumerable<string> Texts(SectionValues values) => values.Fields.Select(value => $"{value.Field.Name}={value.Text} {value.Origin}");

    private static ShipkeeperException Refusal(string section, params (string Field, string Value)[] given) =>
        Assert.Throws<ShipkeeperException>(ValueResolution.Of(Section(section), Given(given)).MustBeWhole);
}
