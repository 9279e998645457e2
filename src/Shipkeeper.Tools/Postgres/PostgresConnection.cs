using System.Data;
using Npgsql;
using NpgsqlTypes;
using Shipkeeper.Tools.Postgres.Sql;

namespace Shipkeeper.Tools.Postgres;

/// <summary>
/// One session of a PostgreSQL database; statements one after another, never two at once. Values go in and come out as text, and the
/// server gives them the type of the place where they stand. Errors: <see cref="SqlRefusedException"/> of a statement that the server
/// refused, <c>database.connection-lost</c>, <c>database.timeout</c>.
/// </summary>
public sealed class PostgresConnection : IAsyncDisposable
{
    /// <summary>For connecting. The server answers in milliseconds; more than this is a server that does not.</summary>
    internal static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(10);

    /// <summary>What the client waits longer than the server may take, before it gives up by itself.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    private readonly PostgresLogin _login;
    private readonly PostgresLimits _limits;
    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlConnection _connection;

    private bool _commits;

    static PostgresConnection()
    {
        // Statements are cut by SqlScript, so that a line can be told; Npgsql would cut them again, in its own way.
        AppContext.SetSwitch("Npgsql.EnableSqlRewriting", isEnabled: false);

        // What Npgsql takes from nowhere else: a migration means the same whoever runs it.
        Environment.SetEnvironmentVariable("PGTZ", null);
    }

    private PostgresConnection(PostgresLogin login, PostgresLimits limits, NpgsqlDataSource source, NpgsqlConnection connection)
    {
        (_login, _limits, _source, _connection) = (login, limits, source, connection);
        connection.Notice += (_, notice) => OnNotice?.Invoke(notice.Notice.MessageText);
    }

    /// <summary>Told what the server says beside its answers, such as <c>RAISE NOTICE</c>.</summary>
    public Action<string>? OnNotice { get; set; }

    /// <summary>Errors: <c>database.unreachable</c>, <c>database.login-refused</c>, <c>database.missing</c>, <c>database.refused</c>.</summary>
    public static async Task<PostgresConnection> OpenAsync(PostgresLogin login, PostgresLimits limits, CancellationToken ct)
    {
        var builder = new NpgsqlSlimDataSourceBuilder(ConnectionString(login, limits));
        builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        builder.EnableTransportSecurity();
        var source = builder.Build();
        try
        {
            return new(login, limits, source, await source.OpenConnectionAsync(ct));
        }
        catch (Exception failure)
        {
            await source.DisposeAsync();
            if (failure is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException)
            {
                throw PostgresErrors.NotConnected(login, failure);
            }

            throw;
        }
    }

    /// <param name="parameters">Of <c>$1</c>, <c>$2</c> …</param>
    /// <param name="maximumRows">More are left out.</param>
    public Task<PostgresRows> QueryAsync(string sql, int maximumRows, CancellationToken ct, params IReadOnlyList<string?> parameters) =>
        AskAsync(async () =>
        {
            await using var command = Command(sql, parameters);
            await using var reader = await command.ExecuteReaderAsync(ct);
            var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToList();
            var rows = new List<IReadOnlyList<string?>>();
            while (rows.Count < maximumRows && await reader.ReadAsync(ct))
            {
                rows.Add([.. columns.Select((_, column) => reader.IsDBNull(column) ? null : reader.GetString(column))]);
            }

            var truncated = rows.Count == maximumRows && await reader.ReadAsync(ct);
            if (truncated && !_commits)
            {
                // Else the rest is read when the reader is closed. A statement that is cancelled takes its transaction with it.
                command.Cancel();
            }

            return new PostgresRows(columns, rows, truncated, reader.RecordsAffected >= 0 && columns.Count == 0 ? reader.RecordsAffected : null);
        });

    /// <summary>A statement whose rows nobody needs.</summary>
    /// <returns>How many rows it changed; -1 where that means nothing.</returns>
    public Task<int> ExecuteAsync(string sql, CancellationToken ct, params IReadOnlyList<string?> parameters) =>
        AskAsync(async () =>
        {
            await using var command = Command(sql, parameters);
            return await command.ExecuteNonQueryAsync(ct);
        });

    /// <summary>Sends the statements together: one round trip, and the first that is refused ends them.</summary>
    public async Task ExecuteAllAsync(IReadOnlyList<SqlStatement> statements, CancellationToken ct)
    {
        if (statements.Count == 0)
        {
            return;
        }

        // The server may answer all of them at once, at the end; it sees to the limit of each.
        await using var batch = new NpgsqlBatch(_connection) { Timeout = TimeoutSecondsOf(statements.Count) };
        foreach (var statement in statements)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(statement.Text));
        }

        await AskAsync(() => batch.ExecuteNonQueryAsync(ct), refused => batch.BatchCommands.IndexOf(refused));
    }

    /// <summary>All or none: commits when <paramref name="work"/> returns, and rolls back when it throws.</summary>
    /// <param name="readOnly">The server refuses whatever would change data.</param>
    public async Task InTransactionAsync(Func<Task> work, CancellationToken ct, bool readOnly = false)
    {
        await ExecuteAsync(readOnly ? "begin transaction read only" : "begin", ct);
        _commits = !readOnly;
        try
        {
            await work();
        }
        catch
        {
            await RollBackAsync();
            throw;
        }
        finally
        {
            _commits = false;
        }

        await ExecuteAsync("commit", ct);
    }

    /// <summary>Ends the session; what was not committed is rolled back.</summary>
    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _source.DisposeAsync();
    }

    private int TimeoutSecondsOf(int statements) =>
        (int)Math.Min(int.MaxValue / 1000, Math.Ceiling((_limits.Statement.TotalSeconds * statements) + Margin.TotalSeconds));

    private NpgsqlCommand Command(string sql, IReadOnlyList<string?> parameters)
    {
        var command = new NpgsqlCommand(sql, _connection) { AllResultTypesAreUnknown = true, CommandTimeout = TimeoutSecondsOf(1) };
        foreach (var value in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Unknown, Value = value ?? (object)DBNull.Value });
        }

        return command;
    }

    private async Task RollBackAsync()
    {
        try
        {
            if (_connection.State is ConnectionState.Open)
            {
                await ExecuteAsync("rollback", CancellationToken.None);
            }
        }
        catch (ShipkeeperException)
        {
            // The session is gone, and its transaction with it.
        }
    }

    private async Task<T> AskAsync<T>(Func<Task<T>> ask, Func<NpgsqlBatchCommand, int>? indexOf = null)
    {
        try
        {
            return await ask();
        }
        catch (PostgresException refusal) when (refusal.SqlState is not ("57P01" or "57P02" or "57P03"))
        {
            throw new SqlRefusedException(refusal, refusal.BatchCommand is { } refused && indexOf is not null ? Math.Max(0, indexOf(refused)) : 0);
        }
        catch (NpgsqlException failure) when (failure.InnerException is TimeoutException)
        {
            throw PostgresErrors.TimedOut(_login, _limits.Statement);
        }
        catch (NpgsqlException failure)
        {
            throw PostgresErrors.Lost(_login, failure);
        }
    }

    /// <summary>Everything that Npgsql would else take from the environment or from files of the user is said.</summary>
    private static string ConnectionString(PostgresLogin login, PostgresLimits limits) => new NpgsqlConnectionStringBuilder
    {
        Host = login.Place.Host,
        Port = login.Place.Port,
        Username = login.User,
        Password = login.Password ?? "",
        Passfile = "/dev/null",
        Database = login.Database,
        ApplicationName = login.ApplicationName,
        Options = FormattableString.Invariant(
            $"-c statement_timeout={limits.Statement.TotalMilliseconds:0} -c lock_timeout={limits.Lock.TotalMilliseconds:0} -c client_encoding=UTF8"),
        SslMode = SslMode.Prefer,
        GssEncryptionMode = GssEncryptionMode.Disable,
        Pooling = false,
        IncludeFailedBatchedCommand = true,
        Timeout = (int)ConnectLimit.TotalSeconds,
    }.ConnectionString;
}
