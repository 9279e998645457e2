namespace Shipkeeper.Tools.Postgres.Sql;

/// <summary>One statement of a script, without its semicolon and the comments around it.</summary>
/// <param name="Offset">Index of its first character in the script.</param>
/// <param name="Words">The first keywords and names, in upper case: at most <see cref="WordsKept"/>, those in parentheses left out.</param>
public sealed record SqlStatement(string Text, int Offset, IReadOnlyList<string> Words)
{
    public const int WordsKept = 16;

    /// <summary>What the statement does to the transaction it stands in.</summary>
    public TransactionControl Control => Words switch
    {
        ["BEGIN", ..] or ["START", "TRANSACTION", ..] => TransactionControl.Begin,
        ["COMMIT" or "END", "PREPARED" or "AND", ..] => TransactionControl.Other,
        ["COMMIT" or "END", "WORK" or "TRANSACTION", "AND", ..] => TransactionControl.Other,
        ["COMMIT" or "END", ..] => TransactionControl.Commit,
        ["ROLLBACK", "TO", ..] or ["ROLLBACK", "WORK" or "TRANSACTION", "TO", ..] => TransactionControl.None,
        ["ROLLBACK" or "ABORT", ..] or ["PREPARE", "TRANSACTION", ..] => TransactionControl.Other,
        _ => TransactionControl.None,
    };

    /// <summary>Whether a transaction is open after it that was not before, or again.</summary>
    public bool LeavesTransactionOpen => Control is TransactionControl.Begin || (Control is TransactionControl.Other && Words.Contains("CHAIN") && !Words.Contains("NO"));

    /// <summary>Whether it waits for data that only a client like psql sends, or sends data that only such a client takes.</summary>
    public bool CopiesThroughClient => Words is ["COPY", ..] && (Words.Contains("STDIN") || Words.Contains("STDOUT"));

    /// <summary>Whether it changes more than its own database, so that no snapshot of that can bring the old state back.</summary>
    public bool IsClusterWide => Words is
        ["CREATE" or "ALTER" or "DROP", "ROLE" or "USER" or "GROUP" or "DATABASE" or "TABLESPACE" or "SYSTEM", ..]
        && Words is not [_, "USER", "MAPPING", ..];
}

/// <summary>What a statement does to the transaction it stands in.</summary>
public enum TransactionControl
{
    /// <summary>None that matters: also a savepoint, which ends with the transaction.</summary>
    None,
    Begin,
    Commit,

    /// <summary>Rolls back, chains, or prepares: there is no whole transaction around it any more.</summary>
    Other,
}
