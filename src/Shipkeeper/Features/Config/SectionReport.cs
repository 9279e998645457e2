using Shipkeeper.Config;
using Shipkeeper.Model;

namespace Shipkeeper.Features.Config;

/// <summary>The answer of <c>config &lt;section&gt; --show --json</c>. Names are kept; new ones may come.</summary>
/// <param name="Set">Null: nobody can tell.</param>
/// <param name="Rows">What the section shows of itself, a text for each column; null is SQL's NULL.</param>
internal sealed record SectionReport(string Section, bool? Set, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows)
{
    public static SectionReport Of(string section, SectionReading reading, Redaction redaction) => new(
        section,
        reading.IsSet,
        reading.Rows.Columns,
        [.. reading.Rows.Rows.Select(IReadOnlyList<string?> (row) => [.. row.Select(cell => cell is null ? null : redaction.Apply(cell))])]);
}
