using System.Text.RegularExpressions;

namespace Shipkeeper.Tools.Processes;

/// <summary>Words as a person would paste them into a POSIX shell.</summary>
public static partial class CommandLine
{
    public static string Of(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    public static string Quote(string word) =>
        NeedsNoQuotes().IsMatch(word) ? word : "'" + word.Replace("'", @"'\''", StringComparison.Ordinal) + "'";

    [GeneratedRegex(@"\A[A-Za-z0-9_@%+=:,./-]+\z")]
    private static partial Regex NeedsNoQuotes();
}
