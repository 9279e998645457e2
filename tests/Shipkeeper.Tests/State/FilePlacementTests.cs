using Shipkeeper.State;

namespace Shipkeeper.Tests.State;

public sealed class FilePlacementTests : IDisposable
{
    private const string OperationId = "01JZ0000000000000000000000";

    private readonly TemporaryFolder _folder = new();
    private readonly PlatformSession _session;
    private readonly FilePlacement _placement;

    public FilePlacementTests()
    {
        _session = Samples.Session(Samples.Platform("platform: shop", directory: _folder.Path));
        _placement = new(_session, OperationId);
    }

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void What_was_kept_aside_is_kept_once()
    {
        _folder.Write("compose.yaml", "services: {first: {}}\n");

        _placement.KeepAside("compose.yaml");
        _placement.KeepAside("compose.yaml");

        Assert.Equal("services: {first: {}}", _folder.Read($".shipkeeper/operations/{OperationId}/attempted/compose.yaml"));
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, $".shipkeeper/operations/{OperationId}/attempted-2")));
    }

    [Fact]
    public void What_is_edited_after_that_is_kept_beside_it()
    {
        foreach (var edit in new[] { "first", "second", "third" })
        {
            _folder.Write("compose.yaml", $"services: {{{edit}: {{}}}}\n");
            _placement.KeepAside("compose.yaml");
        }

        foreach (var (folder, edit) in new[] { ("attempted", "first"), ("attempted-2", "second"), ("attempted-3", "third") })
        {
            Assert.Contains(edit, _folder.Read($".shipkeeper/operations/{OperationId}/{folder}/compose.yaml"), StringComparison.Ordinal);
        }
    }
}
