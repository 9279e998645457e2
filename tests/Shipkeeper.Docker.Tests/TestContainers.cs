namespace Shipkeeper.Docker.Tests;

/// <summary>Containers, networks and volumes of one test, all under one label, removed with it.</summary>
internal sealed class TestContainers : IAsyncDisposable
{
    private const string Label = "shipkeeper.test";

    private readonly List<string> _networks = [];
    private readonly List<string> _volumes = [];

    public string Name { get; } = $"sk-test-{Path.GetRandomFileName()[..8]}";

    public string LabelFilter => $"{Label}={Name}";

    /// <summary>Starts busybox by <c>docker run</c> and returns the id.</summary>
    public async Task<string> RunAsync(IEnumerable<string> options, params IEnumerable<string> command) =>
        await DockerCommand.MustAsync(["run", "--detach", "--label", LabelFilter, .. options, await BusyboxImage.TagAsync(), .. command]);

    public async Task<string> NetworkAsync(params IEnumerable<string> options)
    {
        var name = $"{Name}-{_networks.Count}";
        _networks.Add(name);
        await DockerCommand.MustAsync(["network", "create", "--label", LabelFilter, .. options, name]);
        return name;
    }

    public async Task<string> VolumeAsync()
    {
        var name = $"{Name}-{_volumes.Count}";
        _volumes.Add(name);
        return await DockerCommand.MustAsync("volume", "create", "--label", LabelFilter, name);
    }

    public async ValueTask DisposeAsync()
    {
        var ids = (await DockerCommand.MustAsync("ps", "--all", "--quiet", "--filter", $"label={LabelFilter}"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (ids.Length > 0)
        {
            await DockerCommand.RunAsync(["rm", "--force", "--volumes", .. ids]);
        }

        foreach (var network in _networks)
        {
            await DockerCommand.RunAsync("network", "rm", network);
        }

        foreach (var volume in _volumes)
        {
            await DockerCommand.RunAsync("volume", "rm", volume);
        }
    }
}
