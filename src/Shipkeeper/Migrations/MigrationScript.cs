using System.Text;
using System.Text.RegularExpressions;
using Shipkeeper.Tools.Postgres.Sql;

namespace Shipkeeper.Migrations;

/// <summary>What a migration says, ready to be run: its statements, and whether they stand in one transaction.</summary>
/// <param name="InTransaction">
/// The file and its row are all or none. False after <c>-- shipkeeper: no-transaction</c>: each statement counts by itself, and the file must be safe to repeat.
/// </param>
/// <param name="Problems">Why it cannot be run, each with its line; empty when it can.</param>
internal sealed partial record MigrationScript(SqlScript Sql, IReadOnlyList<SqlStatement> Statements, bool InTransaction, IReadOnlyList<SqlProblem> Problems)
{
    private const string NoTransaction = "no-transaction";

    /// <summary>Whether it may say what sessions begin with, such as a search path: only those that begin after it see that.</summary>
    public bool MaySetUpSessions => Statements.Any(statement => SettingOfSessions().IsMatch(statement.Text));

    public static MigrationScript Of(Migration migration) => Parse(migration.Content);

    public static MigrationScript Parse(ReadOnlySpan<byte> content)
    {
        if (Decode(content, out var text) is { } problem)
        {
            return new(SqlScript.Parse(""), [], InTransaction: true, [problem]);
        }

        var sql = SqlScript.Parse(text);
        var directives = Directive().Matches(text[..(sql.Statements is [var first, ..] ? first.Offset : text.Length)]);
        var inTransaction = directives.All(directive => directive.Groups["word"].Value != NoTransaction);
        var statements = inTransaction ? WithoutOuterTransaction(sql.Statements) : sql.Statements;
        return new(sql, statements, inTransaction,
        [
            .. sql.Problems,
            .. directives.Where(directive => directive.Groups["word"].Value != NoTransaction)
                .Select(directive => new SqlProblem(sql.LineOf(directive.Index), $"'{directive.Groups["word"].Value}' means nothing to Shipkeeper; it knows '{NoTransaction}'")),
            .. statements.Where(statement => statement.CopiesThroughClient)
                .Select(statement => new SqlProblem(sql.LineOf(statement.Offset), "COPY takes or gives its data through a client such as psql; use INSERT instead")),
            .. inTransaction ? FindTransactionProblems(sql, statements) : FindOpenTransaction(sql, statements),
        ]);
    }

    private static SqlProblem? Decode(ReadOnlySpan<byte> content, out string text)
    {
        var bytes = content.StartsWith(Encoding.UTF8.Preamble) ? content[Encoding.UTF8.Preamble.Length..] : content;
        text = "";
        var valid = bytes.IndexOf((byte)0) is var zero and >= 0 ? zero : LengthOfValidText(bytes);
        if (valid < bytes.Length)
        {
            return new(bytes[..valid].Count((byte)'\n') + 1, "it is not UTF-8 text");
        }

        text = Encoding.UTF8.GetString(bytes);
        return null;
    }

    private static int LengthOfValidText(ReadOnlySpan<byte> bytes)
    {
        var valid = 0;
        while (valid < bytes.Length && Rune.DecodeFromUtf8(bytes[valid..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            valid += length;
        }

        return valid;
    }

    /// <summary>One pair around everything says what holds anyway.</summary>
    private static IReadOnlyList<SqlStatement> WithoutOuterTransaction(IReadOnlyList<SqlStatement> statements) =>
        statements is [{ Words: ["BEGIN"] or ["BEGIN", "WORK" or "TRANSACTION"] or ["START", "TRANSACTION"] }, .., { Control: TransactionControl.Commit }]
            ? [.. statements.Skip(1).SkipLast(1)]
            : statements;

    private static IEnumerable<SqlProblem> FindTransactionProblems(SqlScript sql, IReadOnlyList<SqlStatement> statements) =>
        statements.Where(statement => statement.Control is not TransactionControl.None).Select(statement => new SqlProblem(
            sql.LineOf(statement.Offset),
            $"{statement.Words[0]} would break up the transaction that keeps the file and its row together; remove it, or put '-- shipkeeper: {NoTransaction}' into the first line"));

    /// <summary>What is left open at the end would never be committed.</summary>
    private static IEnumerable<SqlProblem> FindOpenTransaction(SqlScript sql, IReadOnlyList<SqlStatement> statements) =>
        statements.LastOrDefault(statement => statement.Control is not TransactionControl.None) is { LeavesTransactionOpen: true } open
            ? [new(sql.LineOf(open.Offset), "the transaction that begins here is not ended")]
            : [];

    /// <summary>Also in a text that a statement puts together and executes.</summary>
    [GeneratedRegex(@"\balter\s+(?:database|role|user|system)\b", RegexOptions.IgnoreCase)]
    private static partial Regex SettingOfSessions();

    [GeneratedRegex(@"^[^\S\n]*--[^\S\n]*shipkeeper:[^\S\n]*(?<word>\S*)", RegexOptions.Multiline)]
    private static partial Regex Directive();
}
