namespace Shipkeeper.Tools.Postgres;

/// <summary>What a query returned, as the server writes it; null is SQL's NULL.</summary>
/// <param name="Truncated">There were more rows than were asked for.</param>
public sealed record PostgresRows(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows, bool Truncated)
{
    /// <summary>For a query that returns one value.</summary>
    public string? Value => Rows is [[var value, ..], ..] ? value : null;
}
