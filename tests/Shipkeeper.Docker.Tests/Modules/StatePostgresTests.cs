using Shipkeeper.Docker.Tests.Postgres;
using Shipkeeper.Engine;
using Shipkeeper.Modules;
using Shipkeeper.Modules.State;
using Shipkeeper.Tests;
using Shipkeeper.Tools.Files;
using Shipkeeper.Tools.Postgres;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Docker.Tests.Modules;

/// <summary>By the programs of this host, as modules have them: they are older than the usual server of tests, and no program dumps a newer one.</summary>
public sealed class StatePostgresTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly PostgresServer _server = new() { ImageVariable = "SHIPKEEPER_OLD_POSTGRES_IMAGE" };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private ModuleTree Tree => new(new RootedFiles(_folder.Path));

    [Fact]
    public async Task A_database_comes_back_as_it_was_and_its_password_is_on_no_disk()
    {
        var (login, database) = await PrepareAsync();
        await BackupAsync(database);

        await ExecuteAsync(login, "drop table b; update a set x = 2; alter table a add column y int");
        await RestoreAsync(database);

        Assert.Equal("1 7", await ValueAsync(login, "select a.x || ' ' || b.z from a, b"));
        Assert.All(Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories), file => Assert.DoesNotContain(PostgresServer.Password, File.ReadAllText(file)));
    }

    [Fact]
    public async Task A_restore_that_fails_in_the_middle_has_changed_nothing()
    {
        var (login, database) = await PrepareAsync();
        await BackupAsync(database);

        // The table that is restored last cannot be replaced.
        await ExecuteAsync(login, "update a set x = 2; create table of_somebody_else (x int references b (z))");
        var error = await Assert.ThrowsAsync<ShipkeeperException>(() => RestoreAsync(database));

        Assert.Contains("of_somebody_else", string.Join('\n', error.Details));
        Assert.Equal("2 7", await ValueAsync(login, "select a.x || ' ' || b.z from a, b"));
    }

    [Fact]
    public async Task A_wrong_password_fails_the_backup_is_told_nowhere_and_leaves_the_one_before()
    {
        var (_, database) = await PrepareAsync();
        await BackupAsync(database);

        var error = await Assert.ThrowsAsync<ShipkeeperException>(() => BackupAsync(database with { Password = "wrong" }));
        Assert.Equal("modules.backup-failed", error.Code.Name);
        Assert.DoesNotContain("wrong", string.Join('\n', [error.Message, .. error.Details]));

        await RestoreAsync(database);
    }

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<(PostgresLogin Login, StateDatabase Database)> PrepareAsync()
    {
        var login = await _server.CreateDatabaseAsync(Ct);
        await ExecuteAsync(login, "create table a (x int); insert into a values (1); create table b (z int primary key); insert into b values (7)");
        return (login, new(StateDatabaseKind.Postgresql, login.Database, _server.Place.Host, _server.Place.Port, login.User) { Password = login.Password });
    }

    private Task<StateManifest> BackupAsync(StateDatabase database) =>
        new StateBackup(Tree, new ToolRunner(TimeProvider.System), TimeProvider.System, "website").TakeAsync(new(null, [], [], [database]), Ct);

    private Task<StateManifest> RestoreAsync(StateDatabase database) => new StateRestore(Tree, new ToolRunner(TimeProvider.System), "website").RunAsync([database], Ct);

    private static async Task ExecuteAsync(PostgresLogin login, string statements)
    {
        await using var connection = await PostgresServer.OpenAsync(login, Ct);
        foreach (var statement in statements.Split(';'))
        {
            await connection.ExecuteAsync(statement, Ct);
        }
    }

    private static async Task<string> ValueAsync(PostgresLogin login, string query)
    {
        await using var connection = await PostgresServer.OpenAsync(login, Ct);
        return (await connection.QueryAsync(query, 1, Ct)).Value!;
    }
}
