using Shipkeeper.State;
using Shipkeeper.Tools.Compose;

namespace Shipkeeper.Tests.State;

public sealed class ModelQueriesTests
{
    [Fact]
    public void Bind_mounts_are_those_of_the_host_and_no_others()
    {
        var service = Samples.Service("api") with
        {
            Mounts = [new("bind", "/srv/a", "/a", true), new("volume", "data", "/data", false), new("bind", null, "/b", false), new("tmpfs", null, "/tmp", false)],
        };

        Assert.Equal(["/srv/a"], service.BindMounts().Select(mount => mount.Source));
    }

    [Fact]
    public void Files_of_configs_and_secrets_are_those_that_come_from_files() => Assert.Equal(
        ["/srv/tls.key"],
        ModelQueries.FilesOf(new Dictionary<string, ModelFile> { ["tls"] = new("tls", "/srv/tls.key", false), ["token"] = new("token", null, false), ["swarm"] = new("swarm", null, true) }));
}
