using Shipkeeper.Engine;
using Shipkeeper.Engine.Execution;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Tests.Files;

public sealed class HostLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Operations_on_platforms_share_it()
    {
        await using var one = await TakeAsync("one", alone: false);
        await using var other = await TakeAsync("other", alone: false);
    }

    [Theory]
    [InlineData(true, false, "modules run on this host")]
    [InlineData(false, true, "Shipkeeper is at work on this host")]
    [InlineData(true, true, "Shipkeeper is at work on this host")]
    public async Task Modules_have_it_alone(bool firstAlone, bool secondAlone, string message)
    {
        await using var first = await TakeAsync("one", firstAlone);

        var busy = await Assert.ThrowsAsync<ShipkeeperException>(() => TakeAsync("other", secondAlone));

        Assert.Equal((ErrorKind.Busy, "host.busy"), (busy.Code.Kind, busy.Code.Name));

        // Programs that other tests start meanwhile hold it too, as they should.
        Assert.Matches($@"\A{message} \(process ([0-9]+, )*{Environment.ProcessId}(, [0-9]+)*\)", busy.Message);
    }

    [Fact]
    public async Task It_is_free_when_it_is_let_go_and_so_is_the_lock_within()
    {
        await using (await TakeAsync("one", alone: true))
        {
            await Assert.ThrowsAsync<ShipkeeperException>(() => TakeAsync("other", alone: false));
        }

        await using var again = await TakeAsync("one", alone: false);
        await using var other = await TakeAsync("other", alone: false);
    }

    [Fact]
    public async Task A_link_in_its_place_is_not_followed()
    {
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "run"), _folder.Path);

        await using var hold = await TakeAsync("one", alone: true);

        Assert.False(File.Exists(Path.Combine(_folder.Path, "host")));
    }

    public void Dispose() => _folder.Dispose();

    private Task<IOperationHold> TakeAsync(string tree, bool alone)
    {
        var root = Directory.CreateDirectory(Path.Combine(_folder.Path, tree)).FullName;
        return new HostLock(new FileLock(new(root), ".shipkeeper", "somebody", TimeProvider.System), Path.Combine(_folder.Path, "run", "host"), alone)
            .TakeAsync("a verb", TestContext.Current.CancellationToken);
    }
}
