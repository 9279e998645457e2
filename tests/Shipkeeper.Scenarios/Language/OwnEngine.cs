using Shipkeeper.Tests;

namespace Shipkeeper.Scenarios.Language;

/// <summary>A Docker engine of the scenario's own, in a network namespace of its own, that may be stopped, killed and started again.</summary>
public sealed class OwnEngine : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private RunningProgram? _namespaces;
    private RunningProgram? _daemon;

    internal (string, string?) AsDockerHost => ("DOCKER_HOST", $"unix://{Socket}");

    private string Socket => Path.Combine(_folder.Path, "docker.sock");

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(Environment.UserName == "root" && File.Exists("/usr/sbin/dockerd"), "an engine of its own needs root and dockerd");
        _namespaces = Program.Start(["unshare", "--net", "--mount", "--propagation", "private", "sh", "-c", "ip link set lo up; exec sleep 600"]);
        await Until.TrueAsync(() => File.ReadAllText($"/proc/{_namespaces.Id}/comm").Trim() == "sleep", "there are no namespaces");
        await StartAsync();
        (await Program.RunAsync("bash", "-c", $"docker save {Settings.Image} | docker -H unix://{Socket} load")).Exits(0);
    }

    /// <summary>Returns when it answers.</summary>
    public async Task StartAsync()
    {
        _daemon = Program.Start(["sh", "-c", $"exec nsenter --target {_namespaces!.Id} --net --mount dockerd {Flags}"]);
        await Until.TrueAsync(async () => (await DockerAsync("version")).ExitCode == 0, "dockerd did not answer");
    }

    /// <summary>As at a restart or an upgrade of the engine: without live-restore every container ends.</summary>
    public async Task StopAsync()
    {
        _daemon!.Signal(System.Runtime.InteropServices.PosixSignal.SIGTERM);
        await _daemon.EndAsync();
    }

    public async Task KillAsync()
    {
        _daemon!.Kill();
        await _daemon.EndAsync();
    }

    /// <summary>It still takes calls, and answers none.</summary>
    public Task HangAsync() => Program.OutputAsync("kill", "-STOP", _daemon!.Id.ToString());

    public Task GoOnAsync() => Program.OutputAsync("kill", "-CONT", _daemon!.Id.ToString());

    public async ValueTask DisposeAsync()
    {
        if (_daemon is { HasEnded: false })
        {
            await Program.RunAsync("bash", "-c", $"docker -H unix://{Socket} ps -aq | xargs -r docker -H unix://{Socket} rm -f -v");
            await StopAsync();
        }

        // Its mounts go with the namespace.
        if (_namespaces is not null)
        {
            await _namespaces.KillAndAwaitAsync();
        }

        await Until.TrueAsync(TryRemove, $"{_folder.Path} is still in use");
    }

    internal Task<Ran> DockerAsync(params string[] arguments) => Program.RunAsync(["docker", "-H", $"unix://{Socket}", .. arguments]);

    internal async Task<IReadOnlyList<string>> RunningAsync(string project) =>
        [.. (await DockerAsync("ps", "--filter", $"label=com.docker.compose.project={project}", "--format", "{{.Label \"com.docker.compose.service\"}}"))
            .Exits(0).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];

    /// <summary>What it says of every container of the project, and the end of its own log.</summary>
    internal async Task<string> StatesAsync(string project)
    {
        var containers = (await DockerAsync("ps", "--all", "--quiet", "--filter", $"label=com.docker.compose.project={project}")).Exits(0).Output;
        var states = await DockerAsync(["inspect", "--format", "{{.Name}} {{json .State}}", .. containers.Split('\n', StringSplitOptions.RemoveEmptyEntries)]);
        return $"{states.Output}\n{string.Join('\n', _daemon!.Errors.Split('\n').TakeLast(20))}";
    }

    private bool TryRemove()
    {
        try
        {
            _folder.Dispose();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private string Flags =>
        $"--data-root {_folder.Path}/data --exec-root {_folder.Path}/exec --pidfile {_folder.Path}/pid -H unix://{Socket} --ip6tables=false";
}
