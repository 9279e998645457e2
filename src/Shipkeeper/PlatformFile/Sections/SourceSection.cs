using Shipkeeper.PlatformFile.Shapes;

namespace Shipkeeper.PlatformFile.Sections;

internal static class SourceSection
{
    public const string Example =
        """
        source:
          git: https://git.example.org/team/platform.git
          branch: main
          directory: deploy                  # where shipkeeper.yaml is, inside the repository
        """;

    private static readonly Key<string> Git =
        Key.Required(
            "git",
            Scalars.Text(TextRules.GitAddress),
            "The address of the repository, as git takes it. A login must be found by git itself.",
            "git: https://git.example.org/team/platform.git");

    private static readonly Key<string> Branch =
        Key.Defaulting("branch", Scalars.Text(TextRules.GitName), "main", "The branch whose head an upgrade moves to when it is not told otherwise.");

    private static readonly Key<string?> Directory =
        Key.Optional<string>("directory", Scalars.Path("deploy"), "The folder inside the repository that holds `shipkeeper.yaml`; its top when left out.");

    public static Shape<SourceDefinition> Shape { get; } = new ObjectShape<SourceDefinition>(
        "a map with git, branch and directory",
        "{git: https://git.example.org/team/platform.git}",
        [Git, Branch, Directory],
        fields => new(fields.Get(Git), fields.Get(Branch), fields.Get(Directory)));
}
