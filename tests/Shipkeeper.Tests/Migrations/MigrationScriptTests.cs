using System.Text;
using Shipkeeper.Migrations;

namespace Shipkeeper.Tests.Migrations;

public sealed class MigrationScriptTests
{
    [Theory]
    [InlineData("begin;\nselect 1;\ncommit;")]
    [InlineData("BEGIN TRANSACTION; select 1; END;")]
    [InlineData("-- why\nstart transaction;\nselect 1;\ncommit")]
    [InlineData("\ufeffselect 1")]
    public void One_transaction_around_everything_is_taken_off(string sql)
    {
        var script = Parse(sql);

        Assert.Equal("select 1", Assert.Single(script.Statements).Text);
        Assert.True(script.InTransaction);
        Assert.Empty(script.Problems);
    }

    [Theory]
    [InlineData("select 1;\ncommit;\nselect 2;", 2, "COMMIT would break up the transaction")]
    [InlineData("begin;\nselect 1;\ncommit;\nselect 2;", 1, "BEGIN would break up the transaction")]
    [InlineData("select 1;\nrollback;", 2, "ROLLBACK would break up the transaction")]
    [InlineData("begin isolation level serializable; select 1; commit", 1, "BEGIN would break up the transaction")]
    [InlineData("select 1;\n\\copy t from x", 2, "'\\copy' is a command of psql")]
    [InlineData("copy t from stdin;", 1, "COPY takes or gives its data through a client")]
    [InlineData("-- shipkeeper: notransaction\nselect 1", 1, "'notransaction' means nothing to Shipkeeper")]
    [InlineData("-- shipkeeper: no-transaction\nbegin;\nselect 1;", 2, "the transaction that begins here is not ended")]
    [InlineData("-- shipkeeper: no-transaction\nbegin;\nselect 1;\ncommit and chain;", 4, "the transaction that begins here is not ended")]
    public void What_cannot_be_run_is_told_with_its_line(string sql, int line, string problem)
    {
        var found = Parse(sql).Problems;

        Assert.Equal(line, found[0].Line);
        Assert.StartsWith(problem, found[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-- shipkeeper: no-transaction\ncreate index concurrently i on t (a);")]
    [InlineData("-- a title\n  --shipkeeper:no-transaction\nbegin; select 1; commit; vacuum;")]
    public void A_file_may_say_that_it_stands_outside_of_a_transaction(string sql)
    {
        var script = Parse(sql);

        Assert.False(script.InTransaction);
        Assert.Empty(script.Problems);
    }

    [Fact]
    public void It_says_so_before_its_first_statement_or_not_at_all() => Assert.True(Parse("select 1;\n-- shipkeeper: no-transaction\nselect 2").InTransaction);

    [Theory]
    [InlineData("alter database kg set search_path = ag_catalog, public", true)]
    [InlineData("do $$ begin execute format('ALTER  ROLE %I set x.y = 1', current_user); end $$", true)]
    [InlineData("alter table roles add database text", false)]
    public void A_file_that_may_say_what_sessions_begin_with_is_seen(string sql, bool may) => Assert.Equal(may, Parse(sql).MaySetUpSessions);

    [Fact]
    public void A_savepoint_breaks_up_nothing() => Assert.Empty(Parse("savepoint a; select 1; rollback to a; release a").Problems);

    [Theory]
    [InlineData(new byte[] { (byte)'a', (byte)'\n', 0xE9, (byte)'b' })]
    [InlineData(new byte[] { (byte)'a', (byte)'\n', 0, (byte)'b' })]
    public void What_is_not_UTF_8_is_told_with_its_line(byte[] content)
    {
        var problem = Assert.Single(MigrationScript.Parse(content).Problems);

        Assert.Equal((2, "it is not UTF-8 text"), (problem.Line, problem.Text));
    }

    private static MigrationScript Parse(string sql) => MigrationScript.Parse(Encoding.UTF8.GetBytes(sql));
}
