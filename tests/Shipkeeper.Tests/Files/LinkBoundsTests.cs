using Shipkeeper.Engine;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Tests.Files;

public sealed class LinkBoundsTests : IDisposable
{
    private readonly TemporaryFolder _beside = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        _beside.Dispose();
    }

    [Fact]
    public void Beside_the_root_a_link_reaches_its_own_path_and_nothing_else()
    {
        _beside.Write("same", "theirs");
        _beside.Write("folder/deep", "theirs");
        _folder.Write("own", "ours");
        File.CreateSymbolicLink(Path.Combine(_beside.Path, "far"), "/etc/hostname");
        Link("same", "same");
        Link("folder", "folder");
        Link("other", "same");
        Link("far", "far");
        var files = new RootedFiles(_folder.Path, beside: _beside.Path);

        Assert.Equal("theirs\n"u8.ToArray(), files.Read("same"));
        Assert.Equal("theirs\n"u8.ToArray(), files.Read("folder/deep"));
        Assert.Equal([true, true, false, false], new[] { "same", "folder/deep", "own", "missing" }.Select(files.IsBeside));
        Assert.Throws<ShipkeeperException>(() => files.Read("other"));
        Assert.Throws<ShipkeeperException>(() => files.Read("far"));
        Assert.Throws<ShipkeeperException>(() => new RootedFiles(_folder.Path).Read("same"));
    }

    private void Link(string name, string target) => File.CreateSymbolicLink(Path.Combine(_folder.Path, name), Path.Combine(_beside.Path, target));
}
