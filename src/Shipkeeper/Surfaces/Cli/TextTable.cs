namespace Shipkeeper.Surfaces.Cli;

/// <summary>Rows in aligned columns, two blanks apart; colour codes take no room.</summary>
internal static class TextTable
{
    public static IEnumerable<string> Lines(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = Enumerable.Range(0, rows.Max(row => row.Count))
            .Select(column => rows.Where(row => column < row.Count).Max(row => SafeText.Width(row[column])))
            .ToArray();
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => cell + new string(' ', widths[column] - SafeText.Width(cell)))).TrimEnd());
    }
}
