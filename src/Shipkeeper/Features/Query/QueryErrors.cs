using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Features.Query;

internal static class QueryErrors
{
    private const string ReadOnly = "25006";

    private static readonly ErrorCode StatementCode = new(
        "query.not-one-statement",
        ErrorKind.Usage,
        "'query' runs exactly one SQL statement: no more, no psql commands, no COPY through the client. Several statements belong into a "
        + "migration, or into 'shipkeeper shell' with psql.");

    private static readonly ErrorCode RefusedCode = new(
        "query.refused",
        ErrorKind.Failed,
        "The database server refused the statement; the message holds its own words. Nothing was changed: with --write the statement is a "
        + "transaction of its own, and without it the transaction is read-only.");

    public static IReadOnlyList<ErrorCode> All => [StatementCode, RefusedCode];

    public static ShipkeeperException NotOneStatement(string problem) => StatementCode.Because($"{problem}.", "shipkeeper query 'select 1'");

    public static ShipkeeperException Refused(SqlRefusedException refusal, int line, string commandLine) => RefusedCode.Because(
        $"{refusal.Message} ({refusal.SqlState}{(refusal.Position is null ? "" : $", line {line}")}).",
        refusal.SqlState == ReadOnly ? $"{commandLine} --write" : "shipkeeper query --help",
        refusal.ServerHint is { } hint ? [$"the server's hint: {hint}"] : [],
        refusal);
}
