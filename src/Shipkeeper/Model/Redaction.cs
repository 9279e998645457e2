namespace Shipkeeper.Model;

/// <summary>
/// Takes known secret values out of text that comes from elsewhere: log lines of services, words of other programs. Each line of a value
/// counts by itself, because such text comes line by line.
/// </summary>
/// <param name="shortest">In characters. Shorter values would take ordinary words out of every line.</param>
internal sealed class Redaction(IEnumerable<string> values, int shortest = 6)
{
    /// <summary>Longest first, so that a value that contains another goes whole.</summary>
    private readonly string[] _values =
    [
        .. values.SelectMany(value => value.Split('\n', StringSplitOptions.TrimEntries).Append(value))
            .SelectMany(value => new[] { value, Quoted(value) })
            .Where(value => value.Length >= shortest)
            .Distinct()
            .OrderByDescending(value => value.Length),
    ];

    /// <summary>As programs show a value in quotes.</summary>
    private static string Quoted(string value) => value.Replace("\\", "\\\\").Replace("\"", "\\\"");

    public ShipkeeperException Apply(ShipkeeperException failure) =>
        failure.Code.Because(Apply(failure.Message), failure.Hint, [.. failure.Details.Select(Apply)], failure.InnerException);

    public string Apply(string text) => _values.Aggregate(text, (redacted, value) => redacted.Replace(value, "***"));
}
