using Shipkeeper.Engine;
using Shipkeeper.Tools.Docker;
using Shipkeeper.Tools.Postgres;
using Shipkeeper.Tools.Postgres.Sql;

namespace Shipkeeper.Docker.Tests.Postgres;

public sealed class PostgresConnectionTests(PostgresServer server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_type_comes_as_the_server_writes_it()
    {
        await using var database = await OpenAsync();

        var rows = await database.QueryAsync(
            "select 1, 'text', null, true, array[1,2], '{\"a\": 1}'::jsonb, 'f'::\"char\", 1.50::numeric, interval '1 day', '\\x00ff'::bytea, int4range(1,3), point(1,2)", 10, Ct);

        Assert.Equal(["1", "text", null, "t", "{1,2}", "{\"a\": 1}", "f", "1.50", "1 day", "\\x00ff", "[1,3)", "(1,2)"], rows.Rows[0]);
        Assert.False(rows.Truncated);
    }

    [Fact]
    public async Task A_value_takes_the_type_of_the_place_where_it_stands()
    {
        await using var database = await OpenAsync();
        await database.ExecuteAsync("create temp table t (i integer, b bytea, j jsonb, t text, u uuid, f boolean)", Ct);

        await database.ExecuteAsync(
            "insert into t values ($1, $2, $3, $4, $5, $6)", Ct, "42", "gAAAAtoken=", "{\"x\": 1}", "it's; \\ text", "6f0f9b36-2f8e-4d52-8c0b-8d6e5f0e7a11", "true");

        var rows = await database.QueryAsync("select i, convert_from(b, 'UTF8'), j->>'x', t, f from t", 10, Ct);
        Assert.Equal(["42", "gAAAAtoken=", "1", "it's; \\ text", "t"], rows.Rows[0]);
    }

    [Fact]
    public async Task What_is_left_out_of_a_transaction_that_changes_data_is_done_all_the_same()
    {
        await using var database = await OpenAsync();
        await database.ExecuteAsync("create temp table t (a int)", Ct);
        await database.ExecuteAsync(
            "create function pg_temp.note(i int) returns text language plpgsql as $$ begin insert into t values (i); return repeat('x', 1000); end $$", Ct);

        var rows = PostgresRows.None;
        await database.InTransactionAsync(async () => rows = await database.QueryAsync("select pg_temp.note(i) from generate_series(1, 20000) i", 10, Ct), Ct);

        Assert.Equal((10, true), (rows.Rows.Count, rows.Truncated));
        Assert.Equal("20000", (await database.QueryAsync("select count(*) from t", 1, Ct)).Value);
    }

    [Fact]
    public async Task A_role_that_may_not_log_in_has_no_wrong_password()
    {
        await using var database = await OpenAsync();
        await database.ExecuteAsync($"create role sleeper_{Environment.ProcessId} nologin password '{PostgresServer.Password}'", Ct);

        var error = await Assert.ThrowsAsync<ShipkeeperException>(() => PostgresServer.OpenAsync(server.Login("postgres", user: $"sleeper_{Environment.ProcessId}"), Ct));

        Assert.Equal("database.refused", error.Code.Name);
        Assert.Contains("is not permitted to log in", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_rows_than_asked_for_are_left_at_the_server()
    {
        await using var database = await OpenAsync();

        var rows = await database.QueryAsync("select generate_series(1, 100000000)", 3, Ct);

        Assert.True(rows.Truncated);
        Assert.Equal(3, rows.Rows.Count);
        Assert.Equal("1", (await database.QueryAsync("select 1", 1, Ct)).Value);
    }

    [Fact]
    public async Task A_refused_statement_is_told_with_its_place_and_the_session_goes_on()
    {
        await using var database = await OpenAsync();

        var refusal = await Assert.ThrowsAsync<SqlRefusedException>(
            () => database.ExecuteAllAsync(SqlScript.Parse("select 1; select 2; select oops from nowhere; select 4").Statements, Ct));

        Assert.Equal((2, "42P01"), (refusal.Statement, refusal.SqlState));
        Assert.Equal(18, refusal.Position);
        Assert.Equal("1", (await database.QueryAsync("select 1", 1, Ct)).Value);
    }

    [Fact]
    public async Task A_transaction_is_all_or_none()
    {
        var login = await server.CreateDatabaseAsync(Ct);
        await using var database = await PostgresServer.OpenAsync(login, Ct);
        await database.ExecuteAsync("create table t (a integer primary key)", Ct);

        await Assert.ThrowsAsync<SqlRefusedException>(() => database.InTransactionAsync(
            async () =>
            {
                await database.ExecuteAsync("insert into t values (1)", Ct);
                await database.ExecuteAsync("insert into t values (1)", Ct);
            },
            Ct));

        Assert.Equal("0", (await database.QueryAsync("select count(*) from t", 1, Ct)).Value);
    }

    [Fact]
    public async Task A_statement_that_takes_too_long_is_ended_by_the_server()
    {
        await using var database = await PostgresConnection.OpenAsync(server.Login("postgres"), new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1)), Ct);

        Assert.Equal("57014", (await Assert.ThrowsAsync<SqlRefusedException>(() => database.ExecuteAsync("select pg_sleep(60)", Ct))).SqlState);
    }

    [Fact]
    public async Task A_session_that_was_ended_is_a_lost_connection()
    {
        await using var victim = await PostgresServer.OpenAsync(server.Login("postgres", application: "shipkeeper/victim"), Ct);
        await using var other = await OpenAsync();
        await other.ExecuteAsync("select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'shipkeeper/victim'", Ct);

        var error = await Assert.ThrowsAsync<ShipkeeperException>(() => victim.ExecuteAsync("select 1", Ct));

        Assert.Equal("database.connection-lost", error.Code.Name);
    }

    [Fact]
    public async Task A_wrong_password_is_told_without_the_password()
    {
        var error = await Assert.ThrowsAsync<ShipkeeperException>(() => PostgresServer.OpenAsync(server.Login("postgres", password: "wrong-secret"), Ct));

        Assert.Equal("database.login-refused", error.Code.Name);
        Assert.DoesNotContain("wrong-secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_told() =>
        Assert.Equal("database.missing", (await Assert.ThrowsAsync<ShipkeeperException>(() => PostgresServer.OpenAsync(server.Login("nowhere"), Ct))).Code.Name);

    [Fact]
    public async Task A_server_that_is_not_there_is_told()
    {
        var nobody = new PostgresLogin(new ReachablePort("127.0.0.1", 1), "postgres", PostgresServer.Password, "postgres", "shipkeeper/test");

        var error = await Assert.ThrowsAsync<ShipkeeperException>(() => PostgresServer.OpenAsync(nobody, Ct));

        Assert.Equal("database.unreachable", error.Code.Name);
        Assert.Contains("127.0.0.1:1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_takes_no_connections_is_told()
    {
        var login = await server.CreateDatabaseAsync(Ct);
        await using var other = await OpenAsync();
        await other.ExecuteAsync($"alter database {login.Database} allow_connections false", Ct);

        Assert.Equal("database.barred", (await Assert.ThrowsAsync<ShipkeeperException>(() => PostgresServer.OpenAsync(login, Ct))).Code.Name);
    }

    private Task<PostgresConnection> OpenAsync() => PostgresServer.OpenAsync(server.Login("postgres"), Ct);
}
