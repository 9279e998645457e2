namespace Shipkeeper.Surfaces.Cli;

/// <summary>A failure as people read it: what is true, what to do, its code. Words of services and of other programs may be in it.</summary>
internal static class ErrorText
{
    public static string Of(ShipkeeperException failure) => Of(failure, Whereabouts.Usual);

    /// <param name="whereabouts">Of the command that failed.</param>
    public static string Of(ShipkeeperException failure, Whereabouts whereabouts) => string.Concat(
    [
        $"error: {Indented(failure.Message)}\n",
        .. failure.Details.Select(detail => $"    {Indented(detail)}\n"),
        $"  try: {SafeText.Of(whereabouts.AddTo(failure.Hint))}\n",
        $"       ({failure.Code.Name}; 'shipkeeper explain {failure.Code.Name}' says more)\n",
    ]);

    public static string OfBug(Exception failure, string version) =>
        $"error: this is a bug in Shipkeeper {version}: {failure}\n"
        + "  try: run 'shipkeeper doctor', and report what stands above\n";

    /// <summary>No line of a message can pass for an error of its own.</summary>
    private static string Indented(string text) => SafeText.Of(text).ReplaceLineEndings("\n    ");
}
