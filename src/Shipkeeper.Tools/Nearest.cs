namespace Shipkeeper.Tools;

/// <summary>The known name that somebody probably meant.</summary>
public static class Nearest
{
    private const int MaximumLength = 64;

    /// <summary>A sentence to append: the nearest name when one is near, else the names there are.</summary>
    public static string Hint(string written, IReadOnlyCollection<string> known) =>
        Find(written, known) is { } near ? $"did you mean '{near}'?"
        : known.Count == 0 ? "none is declared"
        : $"known: {string.Join(", ", known)}";

    /// <summary>Null when nothing is near: at most one edit for every three letters.</summary>
    public static string? Find(string written, IEnumerable<string> known) =>
        written.Length > MaximumLength
            ? null
            : known
                .Select(name => (name, edits: Edits(written.ToLowerInvariant(), name.ToLowerInvariant())))
                .Where(candidate => candidate.edits <= Math.Max(1, Math.Min(written.Length, candidate.name.Length) / 3))
                .OrderBy(candidate => candidate.edits)
                .Select(candidate => candidate.name)
                .FirstOrDefault();

    /// <summary>Letters to insert, remove, replace or swap with their neighbour (optimal string alignment).</summary>
    private static int Edits(string from, string to)
    {
        var distance = new int[from.Length + 1, to.Length + 1];
        for (var row = 0; row <= from.Length; row++)
        {
            for (var column = 0; column <= to.Length; column++)
            {
                distance[row, column] = row == 0 || column == 0 ? row + column : Cheapest(distance, row, column, from, to);
            }
        }

        return distance[from.Length, to.Length];
    }

    private static int Cheapest(int[,] distance, int row, int column, string from, string to)
    {
        var replaced = distance[row - 1, column - 1] + (from[row - 1] == to[column - 1] ? 0 : 1);
        var cheapest = Math.Min(replaced, Math.Min(distance[row - 1, column], distance[row, column - 1]) + 1);
        var swapped = row > 1 && column > 1 && from[row - 1] == to[column - 2] && from[row - 2] == to[column - 1];
        return swapped ? Math.Min(cheapest, distance[row - 2, column - 2] + 1) : cheapest;
    }
}
