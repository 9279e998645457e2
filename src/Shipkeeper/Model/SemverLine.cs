using System.Globalization;
using NuGet.Versioning;

namespace Shipkeeper.Model;

/// <summary>All versions that begin with the same numbers: <c>0.4</c>, <c>0.4.x</c>, <c>1</c>, <c>*</c>.</summary>
/// <param name="Next">The first version after the line; null when the line has every version.</param>
internal sealed record SemverLine(SemanticVersion First, SemanticVersion? Next, bool HasWildcard)
{
    public static SemverLine? TryParse(string text)
    {
        var parts = text.Split('.');
        var numbers = parts.TakeWhile(part => !IsWildcard(part)).ToArray();
        var wildcards = parts.Length - numbers.Length;
        if (parts.Length > 3 || numbers.Length > 2 || parts.Skip(numbers.Length).Any(part => !IsWildcard(part)))
        {
            return null;
        }

        var values = new int[2];
        for (var index = 0; index < numbers.Length; index++)
        {
            if (!int.TryParse(numbers[index], NumberStyles.None, CultureInfo.InvariantCulture, out values[index]) || values[index] == int.MaxValue)
            {
                return null;
            }
        }

        return new SemverLine(new(values[0], values[1], 0), NextOf(values, numbers.Length), wildcards > 0);
    }

    private static SemanticVersion? NextOf(int[] values, int given) => given switch
    {
        0 => null,
        1 => new(values[0] + 1, 0, 0),
        _ => new(values[0], values[1] + 1, 0),
    };

    private static bool IsWildcard(string part) => part is "x" or "X" or "*";
}
