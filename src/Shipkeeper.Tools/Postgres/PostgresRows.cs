using System.Text.Json.Serialization;

namespace Shipkeeper.Tools.Postgres;

/// <summary>What a statement returned, as the server writes it; null is SQL's NULL.</summary>
/// <param name="Columns">None for a statement that returns no rows.</param>
/// <param name="Truncated">There were more rows than were asked for.</param>
/// <param name="Changed">How many rows the statement changed; null where it returns some, or does other things.</param>
public sealed record PostgresRows(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows, bool Truncated, int? Changed = null)
{
    public static PostgresRows None { get; } = new([], [], Truncated: false);

    /// <summary>For a query that returns one value.</summary>
    [JsonIgnore]
    public string? Value => Rows is [[var value, ..], ..] ? value : null;
}
