namespace Shipkeeper.Model;

/// <summary>Of many lines the first, and how many more there are.</summary>
internal static class ShortList
{
    public static IReadOnlyList<string> Of(IReadOnlyList<string> lines, int shown) =>
        lines.Count <= shown ? lines : [.. lines.Take(shown), $"and {lines.Count - shown} more"];
}
