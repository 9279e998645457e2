namespace Shipkeeper.Health;

/// <summary>Words of services as facts of a reading: one line, and not endless, because readings go into the journal.</summary>
internal static class ShortText
{
    private const int LongestText = 200;

    public static string Of(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length > LongestText ? line[..LongestText] + "…" : line;
    }
}
