namespace Shipkeeper.Surfaces.Cli;

/// <summary>Colour with meaning, or none: where output is no terminal, or NO_COLOR is set (no-color.org).</summary>
internal sealed class Style(bool colour)
{
    public string Good(string text) => Paint(text, 32);

    public string Warning(string text) => Paint(text, 33);

    public string Bad(string text) => Paint(text, 31);

    public string Faint(string text) => Paint(text, 2);

    public string Strong(string text) => Paint(text, 1);

    private string Paint(string text, int code) => colour ? $"\e[{code}m{text}\e[0m" : text;
}
