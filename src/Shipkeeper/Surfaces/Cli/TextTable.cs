namespace Shipkeeper.Surfaces.Cli;

/// <summary>Rows in aligned columns, two blanks apart; colour codes take no room, and no cell leaves its line.</summary>
internal static class TextTable
{
    public static IEnumerable<string> Lines(IReadOnlyList<IReadOnlyList<string>> table)
    {
        var rows = table.Select(row => row.Select(SafeText.OneLine).ToList()).ToList();
        var widths = Enumerable.Range(0, rows.Max(row => row.Count))
            .Select(column => rows.Where(row => column < row.Count).Max(row => SafeText.Width(row[column])))
            .ToArray();
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => cell + new string(' ', widths[column] - SafeText.Width(cell)))).TrimEnd());
    }

    /// <summary>A paragraph as lines of at most <paramref name="width"/> characters, broken between words.</summary>
    public static IEnumerable<string> Wrap(string paragraph, int width)
    {
        var line = "";
        foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        yield return line;
    }
}
