using Shipkeeper.Docker.Tests.Postgres;
using Shipkeeper.Tools.Docker;
using Shipkeeper.Tools.Postgres;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Shipkeeper.Docker.Tests.Postgres;

/// <summary>One real PostgreSQL for all tests; each has a database of its own in it. It forgets everything when it stops, so it need not sync.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    public const string Password = "a-password-of-tests";

    /// <summary>The service as which Compose would know the container.</summary>
    public const string Service = "postgres";

    /// <summary>A place for a tablespace that is soon full.</summary>
    public const string SmallDisk = "/small";

    private static int _count;

    private readonly TestContainers _containers = new();

    /// <summary>Where the server keeps everything. A volume of its own when nothing is said: that outlives a restart.</summary>
    public IReadOnlyList<string> Data { get; init; } = ["--tmpfs", "/var/lib/postgresql/data"];

    /// <summary>Names the image; <c>./test</c> sets it.</summary>
    public string ImageVariable { get; init; } = "SHIPKEEPER_POSTGRES_IMAGE";

    public ReachablePort Place { get; private set; } = new("", 0);

    public string Container { get; private set; } = "";

    /// <summary>The project of which it is a service.</summary>
    public string Project => _containers.Name;

    /// <summary>Another service of the same project, from busybox.</summary>
    public Task<string> RunBesideAsync(string service, params IEnumerable<string> command) => _containers.RunAsync(LabelsOf(service), command);

    public async ValueTask InitializeAsync()
    {
        var image = Environment.GetEnvironmentVariable(ImageVariable) ?? throw new InvalidOperationException($"{ImageVariable} is not set; eng/images makes it.");
        Container = await DockerCommand.MustAsync(
            ["run", "--detach", "--label", _containers.LabelFilter, .. LabelsOf(Service), "--env", $"POSTGRES_PASSWORD={Password}", .. Data, "--tmpfs", $"{SmallDisk}:size=2m,uid=999,mode=700",
            "--health-cmd", "pg_isready -h 127.0.0.1", "--health-interval", "200ms", "--health-retries", "100", image, "-c", "fsync=off", "-c", "max_connections=200"]);
        await AwaitAsync();
    }

    public Task StopAsync() => DockerCommand.MustAsync("stop", Container);

    public async Task StartAsync()
    {
        await DockerCommand.MustAsync("start", Container);
        await AwaitAsync();
    }

    private async Task AwaitAsync()
    {
        while (await DockerCommand.MustAsync("inspect", "--format", "{{.State.Health.Status}}", Container) != "healthy")
        {
            await Task.Delay(100);
        }

        Place = new(await DockerCommand.MustAsync("inspect", "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", Container), 5432);
    }

    /// <summary>Into a new and empty database.</summary>
    public async Task<PostgresLogin> CreateDatabaseAsync(CancellationToken ct)
    {
        var name = $"test_{Interlocked.Increment(ref _count)}";
        await using var server = await OpenAsync(Login("postgres"), ct);
        await server.ExecuteAsync($"create database {name}", ct);
        return Login(name);
    }

    public PostgresLogin Login(string database, string password = Password, string user = "postgres", string application = "shipkeeper/test") =>
        new(Place, user, password, database, application);

    public static Task<PostgresConnection> OpenAsync(PostgresLogin login, CancellationToken ct) => PostgresConnection.OpenAsync(login, PostgresLimits.Quick, ct);

    public ValueTask DisposeAsync() => _containers.DisposeAsync();

    private IEnumerable<string> LabelsOf(string service) =>
        ["--label", $"{ComposeLabels.Project}={Project}", "--label", $"{ComposeLabels.Service}={service}", "--label", $"{ComposeLabels.OneOff}=False"];
}
