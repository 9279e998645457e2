using System.CommandLine;
using System.Text.Json.Serialization;
using Shipkeeper.Database;
using Shipkeeper.Surfaces.Cli;
using Shipkeeper.Tools;
using Shipkeeper.Tools.Postgres;
using Shipkeeper.Tools.Postgres.Sql;

namespace Shipkeeper.Features.Query;

internal sealed class QueryCommand : VerbCommand
{
    private const int UsualRows = 1000;

    private readonly Argument<string> _sql = new("sql") { Description = "One SQL statement" };

    private readonly Option<bool> _write = new("--write") { Description = "Let it change data; it runs under the platform's lock" };

    private readonly Option<int> _limit = new("--limit")
    {
        Description = $"The most rows to show; {UsualRows} when left out",
        HelpName = "rows",
        DefaultValueFactory = _ => UsualRows,
    };

    private readonly Option<bool> _json = CommandLineContext.JsonOption();

    public QueryCommand(CommandLineContext context)
        : base(
            "query",
            "Run one SQL statement on the platform's database: read-only, unless told otherwise.",
            "shipkeeper query \"select count(*) from kg_api.concepts\"",
            "shipkeeper query --json \"select * from public.schema_migrations\"",
            "shipkeeper query --write \"delete from sessions where expires < now()\"")
    {
        Add(_sql);
        Add(_write);
        Add(_limit);
        Add(_json);
        _limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--limit must be at least 1.");
            }
        });
        Do(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        var statement = OneStatement(invocation.Value(_sql)!);
        using var session = invocation.OpenReleased();
        var output = invocation.Output(invocation.Value(_json));
        var write = invocation.Value(_write);
        await using var hold = write ? await output.ShowAsync(display => session.HoldAsync("query --write", display, invocation.Stop)) : null;
        await using var database = await PlatformDatabase.OpenAsync(session, "query", invocation.Stop);
        try
        {
            var rows = PostgresRows.None;
            await database.InTransactionAsync(
                async () => rows = await database.QueryAsync(statement.Text, invocation.Value(_limit), invocation.Stop), invocation.Stop, readOnly: !write);
            Show(rows, output, invocation.Value(_json));
            return ExitCode.Done;
        }
        catch (SqlRefusedException refusal)
        {
            throw QueryErrors.Refused(refusal, SqlScript.Parse(statement.Text).LineOf((refusal.Position ?? 1) - 1), session.CommandLine ?? "shipkeeper query");
        }
    }

    private static SqlStatement OneStatement(string sql)
    {
        var script = SqlScript.Parse(sql);
        return script.Problems is [var problem, ..] ? throw QueryErrors.NotOneStatement(problem.Text)
            : script.Statements is not [var statement] ? throw QueryErrors.NotOneStatement($"there are {script.Statements.Count} statements, and 'query' runs one")
            : statement.CopiesThroughClient ? throw QueryErrors.NotOneStatement("COPY takes or gives its data through a client such as psql")
            : statement;
    }

    private static void Show(PostgresRows rows, Output output, bool json)
    {
        if (json)
        {
            output.Json(rows, QueryJson.Default.PostgresRows);
            return;
        }

        if (rows.Columns.Count > 0)
        {
            output.Table([[.. rows.Columns.Select(column => output.Style.Strong(column))], .. rows.Rows.Select(row => (IReadOnlyList<string>)[.. row.Select(Cell)])]);
        }

        output.News(
            rows.Columns.Count == 0 ? rows.Changed is { } changed ? $"{Plural.Of(changed, "row")} changed" : "done"
            : rows.Truncated ? $"the first {Plural.Of(rows.Rows.Count, "row")}; there are more: --limit"
            : Plural.Of(rows.Rows.Count, "row"));
    }

    /// <summary>A row stays a line.</summary>
    private static string Cell(string? value) => value?.ReplaceLineEndings("\\n") ?? "";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(PostgresRows))]
internal sealed partial class QueryJson : JsonSerializerContext;
