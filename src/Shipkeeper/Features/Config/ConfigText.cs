using Shipkeeper.Config;
using Shipkeeper.Model;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Config;

/// <summary>Sections and their values as people read them. Pure.</summary>
internal static class ConfigText
{
    public static IEnumerable<string> States(IReadOnlyList<SectionState> states, Style style)
    {
        if (states.Count == 0)
        {
            return ["the platform file has no config sections"];
        }

        var rows = states.Select(IReadOnlyList<string> (state) => [state.Section, Coloured(state, style), state.Summary ?? ""]);
        var notes = states.Where(state => state.Note is not null).GroupBy(state => state.Note!)
            .Select(group => $"{string.Join(", ", group.Select(state => state.Section))}: {group.Key}");
        return TextTable.Lines([["SECTION", "STATE", "WHAT FOR"], .. rows]).Concat(notes);
    }

    /// <summary>Once, right after it was stored: only now a generated value can be shown.</summary>
    public static IEnumerable<string> Stored(SectionValues values, Style style) => TextTable.Lines(
        [.. values.Fields.Select(IReadOnlyList<string> (value) => [$"  {value.Field.Name}", Shown(value, style), NoteOf(value)])]);

    public static IEnumerable<string> Reading(string section, SectionReading reading, Redaction redaction, Style style)
    {
        var state = reading.IsSet switch
        {
            true => style.Good("set"),
            false => style.Warning(reading.Rows.Rows.Count > 0 ? "not set as a whole" : "not set"),
            null => style.Warning("nobody can tell whether it is set: it has no 'read'"),
        };
        var rows = reading.Rows.Rows.Select(IReadOnlyList<string> (row) => [.. row.Select((cell, column) => Cell(cell, column, redaction))]).ToList();
        return rows.Count == 0
            ? [$"{section}: {state}"]
            : [$"{section}: {state}", .. TextTable.Lines([[.. reading.Rows.Columns.Select((name, column) => Indented(style.Strong(name), column))], .. rows])];
    }

    private static string Coloured(SectionState state, Style style) => state.State switch
    {
        SectionStanding.Set => style.Good(state.Words),
        SectionStanding.Missing or SectionStanding.KeyChanged => style.Bad(state.Words),
        SectionStanding.Unknown => style.Warning(state.Words),
        _ => state.Words,
    };

    private static string Shown(FieldValue value, Style style) => value switch
    {
        { Origin: ValueOrigin.Generated } => style.Strong(value.Text!),
        { Origin: ValueOrigin.Kept, Text: null } or { Text: not null, Field.IsSecret: true } => "(not shown)",
        { Text: null } => "-",
        _ => OneLine(value.Text),
    };

    private static string NoteOf(FieldValue value) => value.Origin switch
    {
        ValueOrigin.Generated => "generated, and shown this once",
        ValueOrigin.Default => "by default",
        ValueOrigin.Kept => "as it was",
        _ => "",
    };

    private static string Cell(string? cell, int column, Redaction redaction) => Indented(OneLine(redaction.Apply(cell ?? "-")), column);

    private static string Indented(string text, int column) => column == 0 ? $"  {text}" : text;

    private static string OneLine(string text) => text.ReplaceLineEndings("\\n");
}
