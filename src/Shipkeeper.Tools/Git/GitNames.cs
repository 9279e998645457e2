using System.Text.RegularExpressions;

namespace Shipkeeper.Tools.Git;

public static partial class GitNames
{
    /// <summary>Whether a branch can have that name: the rules of git-check-ref-format(1), and none that could be taken for an option.</summary>
    public static bool IsBranch(string name) =>
        Characters().IsMatch(name) && !name.Contains("..", StringComparison.Ordinal) && !name.Contains("@{", StringComparison.Ordinal)
        && name.Split('/').All(part => part.Length > 0 && part[0] != '.' && part[^1] != '.' && !part.EndsWith(".lock", StringComparison.Ordinal));

    [GeneratedRegex(@"\A[^-\x00-\x20\x7f~^:?*\[\\][^\x00-\x20\x7f~^:?*\[\\]*\z")]
    private static partial Regex Characters();
}
