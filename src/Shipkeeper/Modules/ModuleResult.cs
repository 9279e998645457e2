namespace Shipkeeper.Modules;

/// <summary>How one run of a module ended.</summary>
/// <param name="Error">Why it failed; null where it did not.</param>
/// <param name="Again">It has changed itself, and wants to be run once more.</param>
internal sealed record ModuleResult(bool Updated = false, string? Error = null, bool Again = false)
{
    public bool IsGood => Error is null;

    /// <param name="error">Of several lines, the first is taken.</param>
    public static ModuleResult Failed(string error) => new(Error: error.Split('\n', 2)[0].Trim() is { Length: > 0 } line ? line : "it failed without a word");
}
