using System.Text.RegularExpressions;

namespace Shipkeeper.PlatformFile.Shapes;

/// <summary>
/// Regular expressions that a platform's author wrote. They run without backtracking, so that none of them can hang,
/// and within a second whatever they are given.
/// </summary>
internal static class Expressions
{
    private const int MaximumLength = 1000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>Only for a text that <see cref="IsValid"/>.</summary>
    public static Regex Compile(string expression) => new(expression, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Limit);

    public static bool IsValid(string expression) => TryCompile(expression) is not null;

    /// <summary>Whether it has exactly one group, whose text is the result.</summary>
    public static bool IsCapture(string expression) => TryCompile(expression)?.GetGroupNumbers().Length == 2;

    private static Regex? TryCompile(string expression)
    {
        try
        {
            return expression.Length is > 0 and <= MaximumLength ? Compile(expression) : null;
        }
        catch (Exception invalid) when (invalid is ArgumentException or NotSupportedException)
        {
            // Not an expression, or one that needs backtracking: the message says what is wanted instead.
            return null;
        }
    }
}
