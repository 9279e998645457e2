namespace Shipkeeper.PlatformFile;

/// <summary>
/// Where something stands in the platform file. Line and column count from 1; the path is written as people say it:
/// <c>compose.files[1].when</c>.
/// </summary>
internal readonly record struct Place(int Line, int Column, string Path);

/// <summary>
/// A text that is judged later, when more is known, with its place for messages: mostly the name of a service, a secret or a setting.
/// </summary>
internal sealed record PlacedText(string Text, Place Place)
{
    /// <summary>False only while a file with problems is being read: the text stands in for one that could not be understood.</summary>
    public bool IsKnown => Text.Length > 0;

    public static implicit operator string(PlacedText placed) => placed.Text;

    public override string ToString() => Text;
}
