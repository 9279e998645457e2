using System.Diagnostics.CodeAnalysis;
using NuGet.Versioning;

namespace Shipkeeper.Model;

/// <summary>
/// A range of semantic versions, written as comparisons that must all hold: <c>0.5.0</c>, <c>0.4.x</c>, <c>&gt;=0.4.2 &lt;0.6</c>, <c>*</c>.
/// A version with fewer than three numbers means the first of its line in a comparison (<c>&gt;=0.1</c> is 0.1.0 and later)
/// and the whole line alone (<c>0.4</c> is 0.4.x).
/// Pre-releases of an excluded upper end are outside too: 0.6.0-rc.1 does not belong to <c>&lt;0.6</c>.
/// </summary>
internal sealed class SemverRange
{
    private const int MaximumLength = 200;

    private readonly IReadOnlyList<SemverComparison> _comparisons;

    private SemverRange(string text, IReadOnlyList<SemverComparison> comparisons)
    {
        Text = text;
        _comparisons = comparisons;
    }

    public static SemverRange Any { get; } = new("*", []);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    public bool Contains(SemanticVersion version) => _comparisons.All(comparison => comparison.Holds(version));

    public override string ToString() => Text;

    public static bool TryParse(string text, [NotNullWhen(true)] out SemverRange? range)
    {
        range = null;
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || text.Length > MaximumLength)
        {
            return false;
        }

        var comparisons = new List<SemverComparison>();
        foreach (var word in words)
        {
            if (!SemverComparison.TryParse(word, comparisons))
            {
                return false;
            }
        }

        range = new SemverRange(text.Trim(), comparisons);
        return true;
    }
}
