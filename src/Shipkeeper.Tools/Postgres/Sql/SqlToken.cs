namespace Shipkeeper.Tools.Postgres.Sql;

public enum SqlTokenKind
{
    /// <summary>Blanks and comments.</summary>
    Space,

    /// <summary>A keyword or a plain name.</summary>
    Word,

    /// <summary>A text, a quoted name, a number: nothing in it means anything to us.</summary>
    Value,

    Operator,
    Semicolon,
    Open,
    Close,

    /// <summary>No SQL: a command of psql, with the rest of its line.</summary>
    Backslash,

    /// <summary>Any other single character.</summary>
    Other,

    /// <summary>A quote or comment that never ends.</summary>
    Unended,
}

/// <param name="Start">Index of its first character in the text.</param>
public readonly record struct SqlToken(SqlTokenKind Kind, int Start, int Length)
{
    public int End => Start + Length;
}
