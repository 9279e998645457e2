using System.Text.RegularExpressions;

namespace Shipkeeper.Tests.Reference;

public sealed partial class ReferenceTests
{
    [Fact]
    public void The_page_of_commands_is_current() => Golden.IsCurrent(CommandReference.Write(), "docs/reference/commands.md");

    [Fact]
    public void The_page_of_error_codes_is_current() => Golden.IsCurrent(ErrorReference.WriteErrors(), "docs/reference/errors.md");

    [Fact]
    public void The_page_of_exit_codes_is_current() => Golden.IsCurrent(ErrorReference.WriteExitCodes(), "docs/reference/exit-codes.md");

    [Fact]
    public void Every_verb_has_a_summary_examples_and_words_for_all_that_can_be_given_to_it() => Assert.All(CommandTree.Verbs, verb =>
    {
        Assert.EndsWith(".", verb.Description);
        Assert.NotEmpty(verb.Examples);
        Assert.All(verb.Arguments, argument => Assert.False(string.IsNullOrEmpty(argument.Description), $"{verb.Name} {argument.Name}"));
        Assert.All(verb.Options, option => Assert.False(string.IsNullOrEmpty(option.Description), $"{verb.Name} {option.Name}"));
    });

    /// <summary>Also behind a pipe.</summary>
    [Fact]
    public void Every_example_in_the_help_can_be_parsed() => Assert.All(CommandTree.Verbs, verb => Assert.All(verb.Examples, example =>
    {
        var words = WordsOf(example[(example.IndexOf("shipkeeper ", StringComparison.Ordinal) + "shipkeeper ".Length)..]);
        using var folder = new TemporaryFolder();
        folder.Write("shipkeeper.yaml", """
            platform: shop
            settings: {mode: [production, dev]}
            database: {service: postgres}
            config: {admin: {fields: {name: {default: admin}}}, api-key: {fields: {provider: {argument: required}, key: {prompt: hidden}}}}
            """);

        var parsed = CommandTree.Root(["-C", folder.Path, .. words]).Parse(["-C", folder.Path, .. words]);

        Assert.True(parsed.Errors.Count == 0, $"{example}: {string.Join("; ", parsed.Errors)}");
        Assert.Contains(verb.Name, words);
    }));

    /// <summary>As a shell cuts them, without the file that is redirected to or from.</summary>
    private static string[] WordsOf(string line) =>
        [.. Words().Matches(line).Select(word => word.Value).TakeWhile(word => word is not ("<" or ">")).Select(word => word.Trim('\'', '"'))];

    [GeneratedRegex(@"'[^']*'|""[^""]*""|\S+")]
    private static partial Regex Words();
}
