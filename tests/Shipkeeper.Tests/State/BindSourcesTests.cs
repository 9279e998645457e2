using Shipkeeper.Engine;
using Shipkeeper.State;
using Shipkeeper.Tools.Compose;

namespace Shipkeeper.Tests.State;

public sealed class BindSourcesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_source_inside_the_platform_directory_must_be_there()
    {
        _folder.Write("here.conf", "");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "folder"));
        var model = Samples.Model(Samples.Service("web") with
        {
            Mounts = [Bind($"{_folder.Path}/here.conf"), Bind($"{_folder.Path}/folder"), Bind($"{_folder.Path}/missing.conf"), Bind("/no/such/path"), new("volume", "missing", "/data", false)],
        });
        var platform = Samples.Platform("platform: shop", directory: _folder.Path);

        Assert.Equal(["'web' mounts missing.conf, which is not there"], BindSources.FindMissing(platform, model));
        var failure = Assert.Throws<ShipkeeperException>(() => BindSources.Check(platform, model));
        Assert.Equal(("compose.bind-source", "a bind mount has no source."), (failure.Code.Name, failure.Message));
    }

    private static ModelMount Bind(string source) => new("bind", source, "/target", true);
}
