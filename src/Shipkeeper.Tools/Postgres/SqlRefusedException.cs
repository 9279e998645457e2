using Npgsql;

namespace Shipkeeper.Tools.Postgres;

/// <summary>The server took a statement and refused it. Whoever knows what the statement was for says so to people.</summary>
#pragma warning disable RCS1194 // Nobody but the connection throws it.
public sealed class SqlRefusedException : Exception
#pragma warning restore RCS1194
{
    internal SqlRefusedException(PostgresException refusal, int statement)
        : base(refusal.MessageText, refusal)
    {
        SqlState = refusal.SqlState;
        Position = refusal.Position > 0 ? refusal.Position : null;
        ServerHint = refusal.Hint;
        Detail = refusal.Detail;
        Context = refusal.Where;
        Statement = statement;
    }

    /// <summary>Five characters, from PostgreSQL's documentation, "Error Codes".</summary>
    public string SqlState { get; }

    /// <summary>Whether there is a database of that name already.</summary>
    public bool IsDatabaseThere => SqlState == PostgresErrorCodes.DuplicateDatabase;

    /// <summary>In the text of the statement, counted from one; null where the server tells none.</summary>
    public int? Position { get; }

    /// <summary>Index of the statement among those that were sent together.</summary>
    public int Statement { get; }

    public string? ServerHint { get; }

    public string? Detail { get; }

    /// <summary>Where in a function the server was, a line for each call.</summary>
    public string? Context { get; }
}
