using System.Collections.Concurrent;
using Shipkeeper.Database;
using Shipkeeper.Docker.Tests.Postgres;
using Shipkeeper.Engine;
using Shipkeeper.Engine.Execution;
using Shipkeeper.Engine.Journal;
using Shipkeeper.Engine.Planning;
using Shipkeeper.PlatformFile;
using Shipkeeper.Steps;
using Shipkeeper.Tests;
using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Docker.Tests.Snapshots;

/// <summary>A platform with a database of its own, and an operation that has not ended: its steps can be applied and undone one by one.</summary>
internal sealed class SnapshotPlatform : IOperationView, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PostgresServer _server;
    private Operation? _operation;

    private SnapshotPlatform(PostgresServer server, string database) => (_server, Database) = (server, database);

    public string Database { get; }

    public string Path => _folder.Path;

    /// <summary>Of the operation whose steps these are.</summary>
    public string Operation { get; private set; } = "";

    public ConcurrentQueue<string> Reports { get; } = [];

    public ConcurrentQueue<IReadOnlyDictionary<string, string>> Notes { get; } = [];

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public Step Bar => BarConnections.Step(new(Database), "bar");

    public Step Open => OpenConnections.Step(new(Database), "open");

    public static async Task<SnapshotPlatform> CreateAsync(PostgresServer server, string verify = "", string user = "postgres", string? database = null)
    {
        var login = await server.CreateDatabaseAsync(Ct);
        if (database is not null)
        {
            await AskAsync(server.Login("postgres"), $"alter database {login.Database} rename to \"{database}\"");
        }

        var platform = new SnapshotPlatform(server, database ?? login.Database);
        platform._folder.Write("compose.yaml", "services: {}");
        platform._folder.Write("shipkeeper.yaml", $$"""
            platform: {{server.Project}}
            secrets:
              POSTGRES_PASSWORD: {generate: token}
            database:
              service: {{PostgresServer.Service}}
              user: {{user}}
              name: "{{platform.Database}}"
              password: POSTGRES_PASSWORD
              migrations: {directory: schema}
              verify: [{{verify}}]
            """);
        platform._folder.Write(".env", $"POSTGRES_PASSWORD={PostgresServer.Password}");
        File.SetUnixFileMode(System.IO.Path.Combine(platform.Path, ".env"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await platform.BeginAnotherAsync();
        return platform;
    }

    /// <summary>As if the operation before had come to its end.</summary>
    public async Task BeginAnotherAsync()
    {
        await LeaveAsync();
        using var session = OpenSession();
        _operation = await session.OperationStore.CreateAsync(new Plan { Verb = "upgrade", Mode = OperationMode.ForwardOnly, Stages = [Stage.Of(Bar)] }, "test");
        Operation = _operation.Id;
    }

    public Step Snapshot(SnapshotChoice choice = SnapshotChoice.Clone, int keepFailed = 1) =>
        TakeSnapshot.Step(new(Database, choice, Release: 1, Returns: true, keepFailed), "snapshot");

    public void WriteMigration(int number, string sql) => _folder.Write($"schema/{number:000}_m.sql", sql);

    public PlatformSession OpenSession() => new(
        State.PlatformLoader.Load(Path), new(() => new(Tools.Docker.EngineEndpoint.FromEnvironment(), TimeProvider.System)), TimeProvider.System);

    public Task ApplyAsync(Step step) => DoAsync(step, (kind, scope) => kind.ApplyAsync(step, scope, Ct));

    public Task UndoAsync(Step step) => DoAsync(step, (kind, scope) => kind.UndoAsync(step, scope, Ct));

    public async Task<bool> IsDoneAsync(Step step)
    {
        var done = false;
        await DoAsync(step, async (kind, scope) => done = await kind.IsDoneAsync(step, scope, Ct));
        return done;
    }

    /// <summary>A whole operation, as a command runs it.</summary>
    public async Task<Outcome?> RunAsync(OperationMode mode, params Stage[] stages)
    {
        await LeaveAsync();
        using var session = OpenSession();
        return await session.RunAsync("upgrade", _ => Task.FromResult(new Plan { Verb = "upgrade", Mode = mode, Stages = stages }), this, Ct);
    }

    public async Task<DatabaseServer> OpenServerAsync() => await DatabaseServer.OpenAsync(Login($"shipkeeper/{Operation}"), TimeProvider.System, PostgresLimits.Quick, Ct);

    public PostgresLogin Login(string application = "test") => _server.Login(Database, application: application);

    /// <summary>As a step of the operation does it while the database is barred.</summary>
    public async Task ChangeAsync(params string[] statements)
    {
        await using var server = await OpenServerAsync();
        await using var database = await new DatabaseDoor(server).EnterAsync(server.Login, PostgresLimits.Quick, Ct);
        foreach (var statement in statements)
        {
            await database.ExecuteAsync(statement, Ct);
        }
    }

    /// <summary>One after the other, in the platform's database; the one value of the last.</summary>
    public Task<string?> AskAsync(params string[] statements) => AskAsync(Login(), statements);

    /// <summary>The same beside it.</summary>
    public Task<string?> AskServerAsync(params string[] statements) => AskAsync(_server.Login("postgres", application: "test"), statements);

    /// <summary>Names of all databases that begin with its own, but itself.</summary>
    public Task<string?> KeptAsync() => AskServerAsync($"select coalesce(string_agg(datname, ' ' order by datname), '') from pg_database where datname like '{Database.Replace("_", "\\_")}\\_\\_%'");

    public Task<string> FingerprintAsync() => DatabaseFingerprint.OfAsync(_server, Database);

    public void Begun(Operation operation)
    {
    }

    public void Recorded(Operation operation, JournalRecord record)
    {
    }

    public void Reported(Operation operation, StepId step, string text) => Reports.Enqueue(text);

    public void Dispose()
    {
        LeaveAsync().Wait(Ct);
        _folder.Dispose();
    }

    public static async Task<ShipkeeperException> FailsAsync(string code, Func<Task> run)
    {
        var error = await Assert.ThrowsAsync<ShipkeeperException>(run);
        Assert.Equal((code, error.Message), (error.Code.Name, error.Message));
        return error;
    }

    private static async Task<string?> AskAsync(PostgresLogin login, params string[] statements)
    {
        await using var database = await PostgresServer.OpenAsync(login, Ct);
        var answer = PostgresRows.None;
        foreach (var statement in statements)
        {
            answer = await database.QueryAsync(statement, 100, Ct);
        }

        return answer.Value;
    }

    private async Task LeaveAsync()
    {
        await (_operation?.DisposeAsync() ?? ValueTask.CompletedTask);
        _operation = null;
    }

    private async Task DoAsync(Step step, Func<IStepKind, StepScope, Task> act)
    {
        using var session = OpenSession();
        await act(session.CreateStepKinds().Single(kind => kind.Kind == step.Kind), new(Operation, new(1, 1), Reports.Enqueue, facts =>
        {
            Notes.Enqueue(facts);
            return _operation!.Journal.AppendAsync(new(JournalEvent.StepNoted, "1.1", facts));
        }));
    }
}
