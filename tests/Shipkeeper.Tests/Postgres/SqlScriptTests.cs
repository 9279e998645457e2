using Shipkeeper.Tools.Postgres.Sql;

namespace Shipkeeper.Tests.Postgres;

public sealed class SqlScriptTests
{
    [Theory]
    [InlineData("select 1; select 2", "select 1", "select 2")]
    [InlineData(" ;; select 1 ;\n;", "select 1")]
    [InlineData("", "")]
    [InlineData("-- only; a comment\n/* and; /* a nested; */ one */", "")]
    [InlineData("select 'a;b', 'it''s;', \"odd;name\"", "select 'a;b', 'it''s;', \"odd;name\"")]
    [InlineData("select E'a\\';b'; select 'a\\'; select 3", "select E'a\\';b'", "select 'a\\'", "select 3")]
    [InlineData("select U&'a;', N'b;', B'1'; select 2", "select U&'a;', N'b;', B'1'", "select 2")]
    [InlineData("do $$ begin perform 1; end $$; select 2", "do $$ begin perform 1; end $$", "select 2")]
    [InlineData("do $a$ $b$ ; $$ ; $a$; select $1", "do $a$ $b$ ; $$ ; $a$", "select $1")]
    [InlineData("select a$b$c; select 2", "select a$b$c", "select 2")]
    [InlineData("create rule r as on insert to t do (select 1; select 2); select 3", "create rule r as on insert to t do (select 1; select 2)", "select 3")]
    [InlineData("select 1 -- one; two\n; select 2", "select 1", "select 2")]
    [InlineData("select 4 /-- a comment; here\n 2; select 1", "select 4 /-- a comment; here\n 2", "select 1")]
    [InlineData("sélect_ñ; x", "sélect_ñ", "x")]
    public void A_statement_ends_at_a_semicolon_of_its_own(string sql, params string[] statements) =>
        Assert.Equal(statements.Where(statement => statement.Length > 0), SqlScript.Parse(sql).Statements.Select(statement => statement.Text));

    [Theory]
    [InlineData("create function f() returns int begin atomic select 1; select 2; end; select 3")]
    [InlineData("create or replace procedure p() begin atomic select case when true then 1 end; select 2; end; select 3")]
    [InlineData("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN (a) THEN 1 ELSE 2 END; END; select 3")]
    public void The_body_of_a_routine_has_semicolons_of_its_own(string sql) => Assert.Equal("select 3", Assert.Single(SqlScript.Parse(sql).Statements.Skip(1)).Text);

    [Fact]
    public void A_case_in_a_plain_statement_opens_no_body() =>
        Assert.Equal(2, SqlScript.Parse("create view v as select case when a then 1 end from t; select 1").Statements.Count);

    [Theory]
    [InlineData("select 1;\n\\d tables\n", 2, "'\\d' is a command of psql; only SQL can be run here")]
    [InlineData("\\set x 1", 1, "'\\set' is a command of psql; only SQL can be run here")]
    [InlineData("select 1 \\gexec", 1, "'\\gexec' is a command of psql; only SQL can be run here")]
    [InlineData("select 1;\n\nselect 'never ends", 3, "a quote or comment begins here and never ends")]
    [InlineData("select 1;\n/* never ends", 2, "a quote or comment begins here and never ends")]
    [InlineData("do $$ never ends $", 1, "a quote or comment begins here and never ends")]
    public void What_no_server_understands_is_found_with_its_line(string sql, int line, string problem) =>
        Assert.Equal(new SqlProblem(line, problem), Assert.Single(SqlScript.Parse(sql).Problems));

    [Theory]
    [InlineData("begin", TransactionControl.Begin)]
    [InlineData("BEGIN ISOLATION LEVEL SERIALIZABLE", TransactionControl.Begin)]
    [InlineData("start transaction read only", TransactionControl.Begin)]
    [InlineData("commit", TransactionControl.Commit)]
    [InlineData("end work", TransactionControl.Commit)]
    [InlineData("commit and chain", TransactionControl.Other)]
    [InlineData("commit prepared 'x'", TransactionControl.Other)]
    [InlineData("rollback", TransactionControl.Other)]
    [InlineData("abort", TransactionControl.Other)]
    [InlineData("prepare transaction 'x'", TransactionControl.Other)]
    [InlineData("savepoint a", TransactionControl.None)]
    [InlineData("rollback to a", TransactionControl.None)]
    [InlineData("rollback transaction to savepoint a", TransactionControl.None)]
    [InlineData("release a", TransactionControl.None)]
    [InlineData("prepare p as select 1", TransactionControl.None)]
    [InlineData("do $$ begin commit; end $$", TransactionControl.None)]
    public void What_a_statement_does_to_its_transaction_is_seen(string sql, TransactionControl control) =>
        Assert.Equal(control, Assert.Single(SqlScript.Parse(sql).Statements).Control);

    [Theory]
    [InlineData("copy t from stdin", true)]
    [InlineData("COPY t (a, b) FROM STDIN WITH (FORMAT csv)", true)]
    [InlineData("copy (select 1) to stdout", true)]
    [InlineData("copy t from '/data/t.csv'", false)]
    [InlineData("select 'copy t from stdin'", false)]
    public void A_copy_through_the_client_is_seen(string sql, bool copies) => Assert.Equal(copies, Assert.Single(SqlScript.Parse(sql).Statements).CopiesThroughClient);

    [Theory]
    [InlineData("create role x", true)]
    [InlineData("ALTER SYSTEM SET work_mem = '1GB'", true)]
    [InlineData("create database x", true)]
    [InlineData("drop user x", true)]
    [InlineData("create user mapping for x server s", false)]
    [InlineData("create table roles (a int)", false)]
    public void A_statement_that_concerns_the_whole_server_is_seen(string sql, bool concerns) =>
        Assert.Equal(concerns, Assert.Single(SqlScript.Parse(sql).Statements).IsClusterWide);

    [Theory]
    [InlineData("-- why\nselect 1")]
    [InlineData("-- why\rselect 1")]
    [InlineData("-- why\r\nselect 1")]
    public void A_comment_ends_with_its_line(string sql) => Assert.Equal("select 1", Assert.Single(SqlScript.Parse(sql).Statements).Text);

    [Fact]
    public void A_position_in_a_statement_is_a_line_of_the_script()
    {
        var script = SqlScript.Parse("-- first\nselect 1;\n\nselect\n  oops\nfrom t;");
        var statement = script.Statements[1];

        Assert.Equal(4, script.LineOf(statement, null));
        Assert.Equal(5, script.LineOf(statement, statement.Text.IndexOf("oops", StringComparison.Ordinal) + 1));
        Assert.Equal("  oops", script.LineText(5));
    }

    [Fact]
    public void Any_text_is_read_to_its_end()
    {
        var random = new Random(20260);
        const string Characters = "ab1 '\"$;()-/*\\\nE@:end";
        for (var round = 0; round < 3000; round++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(40)).Select(_ => Characters[random.Next(Characters.Length)])]);
            var end = 0;
            foreach (var token in SqlLexer.Read(text))
            {
                Assert.Equal(end, token.Start);
                end = token.End;
            }

            Assert.Equal(text.Length, end);
        }
    }
}
