using Shipkeeper.PlatformFile.Shapes;

namespace Shipkeeper.PlatformFile.Sections;

/// <summary>A command to run in a container: a list of words, never a line for a shell.</summary>
internal static class Commands
{
    private static readonly TextRule Word = new("a word of a command", "alembic", null, text => text.Length <= 4096);

    public static Shape<IReadOnlyList<string>> Shape { get; } =
        Collections.List("a list of words, the program first,", Scalars.Text(Word), minimum: 1);
}
