using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Shipkeeper.Surfaces.Cli;

/// <summary>
/// What a command says, and where: data for people or as one JSON document on standard output; what happens meanwhile on standard
/// output too, unless that belongs to the document.
/// </summary>
internal sealed class Output(PatientWriter data, PatientWriter news, Style style, Verbosity verbosity)
{
    /// <summary>Called when an operation begins; what it returns is disposed when that has ended.</summary>
    public Func<IDisposable>? OnOperation { get; init; }

    /// <summary>Of the command that speaks.</summary>
    public Whereabouts Whereabouts { get; init; } = Whereabouts.Usual;

    public Style Style => style;

    public Verbosity Verbosity => verbosity;

    /// <summary>Cancelled when nobody reads the data any more.</summary>
    public CancellationToken ReaderLeft => data.ReaderLeft;

    /// <summary>Names and words of others may be in it: nothing in it moves a terminal.</summary>
    public void Line(string text = "") => data.Write(SafeText.Of(text) + "\n");

    /// <summary>A line that proposes commands.</summary>
    public void Advice(string text) => Line(Whereabouts.AddTo(text));

    public void Json<T>(T document, JsonTypeInfo<T> type)
    {
        Line(JsonSerializer.Serialize(document, type));
    }

    /// <summary>What the person should know meanwhile: not part of the data.</summary>
    public void News(string text)
    {
        if (verbosity is not Verbosity.Quiet)
        {
            news.Write(SafeText.Of(Whereabouts.AddTo(text)) + "\n");
        }
    }

    public void Warning(string text) => News($"{style.Warning("warning")} {text}");

    /// <summary>Runs an operation and tells it as it goes.</summary>
    public async Task<T> ShowAsync<T>(Func<OperationDisplay, Task<T>> run)
    {
        data.StopWaiting();
        news.StopWaiting();
        var display = new OperationDisplay(this, Terminal.IsOutput);
        try
        {
            return await run(display);
        }
        finally
        {
            display.End();
        }
    }

    /// <summary>Before a picture is shown again; on what is no terminal the pictures simply follow each other.</summary>
    public void ClearScreen()
    {
        if (Terminal.IsOutput)
        {
            data.Write("\e[H\e[2J");
        }
    }

    /// <summary>For the living line of a terminal alone.</summary>
    public void Raw(string text) => news.Write(text);

    public void Table(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        foreach (var line in TextTable.Lines(rows))
        {
            Line(line);
        }
    }
}

internal enum Verbosity
{
    Normal,
    Quiet,
    Verbose,
}
