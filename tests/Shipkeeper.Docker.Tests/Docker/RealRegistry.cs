using System.Net;
using System.Net.Sockets;
using Shipkeeper.Tests;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Docker.Tests.Docker;

/// <summary>Debian's registry, as a process of the test's own on 127.0.0.1, which the engine trusts without TLS.</summary>
public sealed class RealRegistry : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _listens = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _images = [];
    private Task _run = Task.CompletedTask;

    public string Host { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Host = $"127.0.0.1:{FreePort()}";
        var config = _folder.Write("registry.yaml", $$"""
            version: 0.1
            log: {level: info, formatter: text}
            storage: {filesystem: {rootdirectory: {{_folder.Path}}/data}, delete: {enabled: true} }
            http: {addr: {{Host}} }
            """);
        _run = RunAsync(ToolCall.Of("docker-registry", "serve", config) with { TimeLimit = TimeSpan.FromMinutes(20) });
        await Task.WhenAny(_listens.Task, _run).WaitAsync(TimeSpan.FromSeconds(30));
        if (_run.IsCompleted)
        {
            await _run;
            throw new InvalidOperationException("The registry ended at once.");
        }
    }

    /// <summary>Pushes a small image of its own and takes it away from the engine again.</summary>
    /// <returns>What the engine called its digest.</returns>
    public async Task<string> PushAsync(string name, string content)
    {
        var reference = $"{Host}/{name}";
        using var folder = new TemporaryFolder();
        folder.Write("file", content);
        folder.Write("Dockerfile", $"FROM {await BusyboxImage.TagAsync()}\nCOPY file /file\nLABEL org.opencontainers.image.version={name.Split(':')[1]}");
        await DockerCommand.MustAsync(DockerCommand.Of("build", "--tag", reference, folder.Path) with
        {
            Environment = ToolEnvironment.OfOurs(ToolEnvironment.OursBeginningWith("DOCKER_").Append(new("DOCKER_BUILDKIT", "0"))),
        });
        _images.Add(reference);
        await DockerCommand.MustAsync("push", "--quiet", reference);
        var digest = await DockerCommand.MustAsync("image", "inspect", "--format", "{{index .RepoDigests 0}}", reference);
        await DockerCommand.MustAsync("image", "rm", reference);
        return digest.Split('@')[1];
    }

    /// <summary>Images that a test has pulled, to be removed with the registry.</summary>
    public void Owns(string reference) => _images.Add(reference);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run.ContinueWith(_ => { }, TaskScheduler.Default);
        foreach (var image in _images)
        {
            await DockerCommand.RunAsync("image", "rm", "--force", image);
        }

        _stop.Dispose();
        _folder.Dispose();
    }

    private async Task RunAsync(ToolCall call)
    {
        void Look(string line)
        {
            if (line.Contains("listening on", StringComparison.Ordinal))
            {
                _listens.TrySetResult();
            }
        }

        var result = await DockerCommand.Runner.RunAsync(call, new ToolPipes { OnOutputLine = Look, OnErrorLine = Look }, _stop.Token);
        throw ToolErrors.Failed(call, result);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
