using Shipkeeper.PlatformFile.Shapes;

namespace Shipkeeper.PlatformFile.Sections;

/// <summary>A command to run in a container: a list of words, never a line for a shell.</summary>
internal static class Commands
{
    private const int LongestWord = 4096;

    /// <param name="program">For the example.</param>
    public static Shape<IReadOnlyList<string>> Like(string program) => Collections.List(
        "a list of words (the program first)",
        Scalars.Text(new("a word of a command", program, null, text => text.Length <= LongestWord)),
        minimum: 1);
}
