using Shipkeeper.Engine;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Docker.Tests.Docker;

public sealed class NetworksVolumesImagesTests : EngineTest
{
    [Fact]
    public async Task A_container_joins_a_network_and_leaves_it()
    {
        var network = await Test.NetworkAsync();
        var id = await Test.RunAsync([], "sleep", "600");

        await Engine.Networks.ConnectAsync(network, id, Ct);
        var joined = await Engine.Networks.InspectAsync(network, Ct);
        var busy = await Assert.ThrowsAsync<ShipkeeperException>(() => Engine.Networks.RemoveAsync(network, Ct));
        await Engine.Networks.DisconnectAsync(network, id, force: false, Ct);
        await Engine.Networks.RemoveAsync(network, Ct);

        Assert.Equal([id], joined.Members.Keys);
        Assert.Equal(("bridge", "local", network), (joined.Driver, joined.Scope, joined.Name));
        Assert.Single(joined.Subnets);
        Assert.Contains("has active endpoints", busy.Message, StringComparison.Ordinal);
        Assert.Empty(await Engine.Networks.ListAsync([Test.LabelFilter], Ct));
    }

    [Fact]
    public async Task A_volume_in_use_is_not_removed()
    {
        var volume = await Test.VolumeAsync();
        var id = await Test.RunAsync(["--volume", $"{volume}:/data"], "true");

        var listed = Assert.Single(await Engine.Volumes.ListAsync([Test.LabelFilter], Ct));
        var error = await Assert.ThrowsAsync<ShipkeeperException>(() => Engine.Volumes.RemoveAsync(volume, Ct));
        await Engine.Containers.RemoveAsync(id, force: true, anonymousVolumes: true, Ct);
        Assert.Single(await Engine.Volumes.ListAsync([Test.LabelFilter], Ct));
        await Engine.Volumes.RemoveAsync(volume, Ct);

        Assert.Equal((volume, "local"), (listed.Name, listed.Driver));
        Assert.Equal("docker.conflict", error.Code.Name);
        Assert.Empty(await Engine.Volumes.ListAsync([Test.LabelFilter], Ct));
    }

    [Fact]
    public async Task An_image_keeps_living_by_a_second_name()
    {
        var busybox = await BusyboxImage.TagAsync();
        var repository = $"shipkeeper-test/{Test.Name}";

        await Engine.Images.TagAsync(busybox, repository, "r1", Ct);
        var tagged = await Engine.Images.InspectAsync($"{repository}:r1", Ct);
        var listed = Assert.Single(await Engine.Images.ListAsync([$"{repository}:*"], [], Ct));
        await Engine.Images.RemoveAsync($"{repository}:r1", Ct);

        Assert.Equal(await Engine.Images.InspectAsync(busybox, Ct) is { Id: var id } ? id : "", tagged.Id);
        Assert.Equal(tagged.Id, listed.Id);
        Assert.Contains($"{repository}:r1", tagged.Tags);
        Assert.Empty(tagged.Digests);
        Assert.Equal("linux", tagged.OperatingSystem);
        Assert.Empty(await Engine.Images.ListAsync([$"{repository}:*"], [], Ct));
        var gone = await Assert.ThrowsAsync<ShipkeeperException>(() => Engine.Images.InspectAsync($"{repository}:r1", Ct));
        Assert.Equal("docker.not-found", gone.Code.Name);
    }
}
