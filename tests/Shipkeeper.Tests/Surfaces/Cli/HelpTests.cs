namespace Shipkeeper.Tests.Surfaces.Cli;

public sealed class HelpTests
{
    public static TheoryData<string> Verbs => [.. CommandTree.Verbs.Select(CommandTree.WordsOf)];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void The_help_of_each_verb_is_agreed(string words) =>
        Golden.Matches(CommandTree.Help(words.Split(' ')), $"help/{words.Replace(' ', '-')}.txt");

    [Fact]
    public void The_help_of_the_program_is_agreed() => Golden.Matches(CommandTree.Help(), "help/shipkeeper.txt");

    [Fact]
    public void Settings_of_the_platform_are_options_of_init()
    {
        using var folder = new TemporaryFolder();
        folder.Write("shipkeeper.yaml", """
            platform: shop
            settings:
              mode: [production, dev]
              hostname: {ask: "Public host name", default: localhost}
              kg_version: {default: "0.4.5"}
            """);

        Golden.Matches(CommandTree.Help("-C", folder.Path, "init"), "help/init-of-a-platform.txt");
    }

    [Fact]
    public void Without_a_valid_platform_file_init_still_has_help()
    {
        using var folder = new TemporaryFolder();
        folder.Write("shipkeeper.yaml", "no: platform");

        Assert.Contains("--set-stdin", CommandTree.Help("-C", folder.Path, "init"));
    }
}
