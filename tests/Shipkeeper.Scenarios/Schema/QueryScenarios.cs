using System.Text.Json;
using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Schema;

public sealed class QueryScenarios
{
    [Fact]
    public async Task A_statement_is_run_and_changes_nothing_unless_told_to()
    {
        await using var platform = DatabasePlatform.With(("001_t.sql", "create table t (a int, b text); insert into t values (1, 'one'), (2, null);"));
        (await platform.RunAsync("start --infra-only")).Exits(0);

        Assert.Equal("a  b\n1  one\n2\n2 rows\n", WithoutBlanksAtTheEnd((await platform.ShellAsync("$SHIPKEEPER query \"select a, b from t order by a\"")).Exits(0).Output));
        (await platform.ShellAsync("$SHIPKEEPER query --limit 1 \"select a from t\"")).Exits(0).Says("the first 1 row; there are more: --limit");
        (await platform.ShellAsync("$SHIPKEEPER query \"delete from t\"")).Fails(1, "query.refused").Says("cannot execute DELETE in a read-only transaction", "try: shipkeeper query", "--write");
        (await platform.ShellAsync("$SHIPKEEPER query \"select 1; select 2\"")).Fails(2, "query.not-one-statement").Says("there are 2 statements");
        (await platform.ShellAsync("$SHIPKEEPER query \"select\n  oops from t\"")).Fails(1, "query.refused").Says("column \"oops\" does not exist (42703, line 2)");
        Assert.Equal("2", await platform.SqlAsync("select count(*) from t"));

        (await platform.ShellAsync("$SHIPKEEPER query --write \"delete from t where a = 1\"")).Exits(0).Says("1 row changed");
        Assert.Equal("1", await platform.SqlAsync("select count(*) from t"));
        using var json = JsonDocument.Parse((await platform.ShellAsync("$SHIPKEEPER query --json \"select a, b from t\"")).Exits(0).Output);
        Assert.Equal("""[["2",null]]""", json.RootElement.GetProperty("rows").GetRawText().Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal));
    }

    private static string WithoutBlanksAtTheEnd(string text) => string.Join('\n', text.Split('\n').Select(line => line.TrimEnd()));
}
