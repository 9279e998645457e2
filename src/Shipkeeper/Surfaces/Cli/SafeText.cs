using System.Text.RegularExpressions;

namespace Shipkeeper.Surfaces.Cli;

/// <summary>Text from outside as a terminal may show it: log lines and names cannot move the cursor, set titles or hide themselves.</summary>
internal static partial class SafeText
{
    private const string NoColour = "\e[0m";

    /// <summary>Colours stay, up to the end of the text; every other control sequence goes.</summary>
    public static string Of(string text) => Uncoloured(Controls().Replace(Sequences().Replace(text, KeepColour), ""));

    /// <summary>Of several lines too, as one.</summary>
    public static string OneLine(string text) => Breaks().Replace(Of(text), " ");

    public static int Width(string text) => Colours().Replace(text, "").Length;

    private static string Uncoloured(string text) => Colours().Matches(text) is [.., { Value: not (NoColour or "\e[m") }] ? text + NoColour : text;

    private static string KeepColour(Match sequence) => Colours().IsMatch(sequence.Value) ? sequence.Value : "";

    [GeneratedRegex(@"\s*[\n\t]\s*")]
    private static partial Regex Breaks();

    [GeneratedRegex(@"\e\[[0-9;]*m")]
    private static partial Regex Colours();

    /// <summary>CSI, OSC and the other string sequences of ECMA-48, ended or not, and two-character escapes.</summary>
    [GeneratedRegex(@"\e\[[0-?]*[ -/]*[@-~]|\e[\]PX^_][^\a\e]*(\a|\e\\|$)|\e[^\[]|\e$")]
    private static partial Regex Sequences();

    /// <summary>Control characters, marks that turn the direction of reading, and every escape that begins no colour.</summary>
    [GeneratedRegex(@"[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f\u0080-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|\e(?!\[[0-9;]*m)")]
    private static partial Regex Controls();
}
