using Shipkeeper.Engine;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Docker.Tests.Docker;

public sealed class NetworksVolumesImagesTests : IAsyncLifetime
{
    private readonly TestContainers _test = new();
    private readonly DockerEngine _engine = new(EngineEndpoint.FromEnvironment(), TimeProvider.System);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _engine.Dispose();
        await _test.DisposeAsync();
    }

    [Fact]
    public async Task A_container_joins_a_network_and_leaves_it()
    {
        var network = await _test.NetworkAsync();
        var id = await _test.RunAsync([], "sleep", "600");

        await _engine.Networks.ConnectAsync(network, id, Ct);
        var joined = await _engine.Networks.InspectAsync(network, Ct);
        var busy = await Assert.ThrowsAsync<ShipkeeperException>(() => _engine.Networks.RemoveAsync(network, Ct));
        await _engine.Networks.DisconnectAsync(network, id, force: false, Ct);
        await _engine.Networks.RemoveAsync(network, Ct);

        Assert.Equal([id], joined.Members.Keys);
        Assert.Equal(("bridge", "local", network), (joined.Driver, joined.Scope, joined.Name));
        Assert.Single(joined.Subnets);
        Assert.Contains("has active endpoints", busy.Message, StringComparison.Ordinal);
        Assert.Empty(await _engine.Networks.ListAsync([_test.LabelFilter], Ct));
    }

    [Fact]
    public async Task A_volume_in_use_is_not_removed()
    {
        var volume = await _test.VolumeAsync();
        var id = await _test.RunAsync(["--volume", $"{volume}:/data"], "true");

        var listed = Assert.Single(await _engine.Volumes.ListAsync([_test.LabelFilter], Ct));
        var error = await Assert.ThrowsAsync<ShipkeeperException>(() => _engine.Volumes.RemoveAsync(volume, Ct));
        await _engine.Containers.RemoveAsync(id, force: true, anonymousVolumes: true, Ct);
        Assert.Single(await _engine.Volumes.ListAsync([_test.LabelFilter], Ct));
        await _engine.Volumes.RemoveAsync(volume, Ct);

        Assert.Equal((volume, "local"), (listed.Name, listed.Driver));
        Assert.Equal("docker.conflict", error.Code.Name);
        Assert.Empty(await _engine.Volumes.ListAsync([_test.LabelFilter], Ct));
    }

    [Fact]
    public async Task An_image_keeps_living_by_a_second_name()
    {
        var busybox = await BusyboxImage.TagAsync();
        var repository = $"shipkeeper-test/{_test.Name}";

        await _engine.Images.TagAsync(busybox, repository, "r1", Ct);
        var tagged = await _engine.Images.InspectAsync($"{repository}:r1", Ct);
        var listed = Assert.Single(await _engine.Images.ListAsync([$"{repository}:*"], [], Ct));
        await _engine.Images.RemoveAsync($"{repository}:r1", Ct);

        Assert.Equal(await _engine.Images.InspectAsync(busybox, Ct) is { Id: var id } ? id : "", tagged.Id);
        Assert.Equal(tagged.Id, listed.Id);
        Assert.Contains($"{repository}:r1", tagged.Tags);
        Assert.Empty(tagged.Digests);
        Assert.Equal("linux", tagged.OperatingSystem);
        Assert.Empty(await _engine.Images.ListAsync([$"{repository}:*"], [], Ct));
        var gone = await Assert.ThrowsAsync<ShipkeeperException>(() => _engine.Images.InspectAsync($"{repository}:r1", Ct));
        Assert.Equal("docker.not-found", gone.Code.Name);
    }
}
