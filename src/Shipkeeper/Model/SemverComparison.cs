using NuGet.Versioning;

namespace Shipkeeper.Model;

/// <summary>One comparison of a <see cref="SemverRange"/>: an operator and a full version.</summary>
internal sealed record SemverComparison(string Operator, SemanticVersion Version)
{
    // Longest first: '>=' starts with '>'.
    private static readonly string[] Operators = [">=", "<=", ">", "<", "="];

    public bool Holds(SemanticVersion version)
    {
        var order = VersionComparer.VersionRelease.Compare(version, Version);
        return Operator switch
        {
            ">=" => order >= 0,
            "<=" => order <= 0,
            ">" => order > 0,
            "<" => order < 0,
            _ => order == 0,
        };
    }

    /// <summary>Reads one word, which may stand for two comparisons (<c>0.4.x</c>) or for none (<c>*</c>).</summary>
    public static bool TryParse(string word, ICollection<SemverComparison> comparisons)
    {
        var comparison = Operators.FirstOrDefault(candidate => word.StartsWith(candidate, StringComparison.Ordinal)) ?? "";
        var version = word[comparison.Length..];
        if (SemanticVersion.TryParse(version, out var full))
        {
            comparisons.Add(comparison == "<" ? Below(full) : new(comparison, full));
            return true;
        }

        return SemverLine.TryParse(version) is { } line && AddLine(comparison, line, comparisons);
    }

    private static bool AddLine(string comparison, SemverLine line, ICollection<SemverComparison> comparisons)
    {
        // '>=0.4.x' says the same thing twice; '>*' says nothing.
        if (comparison.Length > 0 && line.HasWildcard)
        {
            return false;
        }

        SemverComparison[] meaning = comparison switch
        {
            ">=" => [new(">=", line.First)],
            ">" => [new(">=", line.Next!)],
            "<=" => [Below(line.Next!)],
            "<" => [Below(line.First)],
            _ when line.Next is null => [],
            _ => [new(">=", line.First), Below(line.Next)],
        };
        foreach (var one in meaning)
        {
            comparisons.Add(one);
        }

        return true;
    }

    /// <summary>'-0' is the lowest pre-release label there is: below it lies nothing of that version.</summary>
    private static SemverComparison Below(SemanticVersion version) =>
        new("<", version.IsPrerelease ? version : new SemanticVersion(version.Major, version.Minor, version.Patch, "0"));
}
