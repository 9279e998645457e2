using System.Text.RegularExpressions;

namespace Shipkeeper.PlatformFile.Shapes;

/// <summary>
/// Regular expressions that a platform's author wrote. One that backtracks without end has a second, then it counts as no match. The engine
/// without backtracking would need no limit, but 40 ms to make its first automaton: at every start of the program.
/// </summary>
internal static class Expressions
{
    private const int MaximumLength = 1000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <param name="expression">A text that <see cref="IsValid"/>.</param>
    public static bool Matches(string expression, string value)
    {
        try
        {
            return Parse(expression).IsMatch(value);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    public static bool IsValid(string expression) => TryParse(expression) is not null;

    /// <summary>Whether it has exactly one group, whose text is the result.</summary>
    public static bool IsCapture(string expression) => TryParse(expression)?.GetGroupNumbers().Length == 2;

    /// <param name="expression">A text that <see cref="IsCapture"/>.</param>
    /// <returns>The text of its group where it matches first; null when it does not.</returns>
    public static string? Capture(string expression, string text)
    {
        try
        {
            return Parse(expression).Match(text) is { Success: true } match ? match.Groups.Values.Last().Value : null;
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static Regex Parse(string expression) => new(expression, RegexOptions.CultureInvariant, Limit);

    private static Regex? TryParse(string expression)
    {
        try
        {
            return expression.Length is > 0 and <= MaximumLength ? Parse(expression) : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
