using Shipkeeper.BuiltIn;
using Shipkeeper.BuiltIn.Disk;
using Shipkeeper.Engine;

namespace Shipkeeper.Tests.BuiltIn;

public sealed class OldLogsTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _log = [];

    [Fact]
    public void Files_of_that_name_that_are_old_enough_go()
    {
        var (old, young, other) = (Write("app.log.1", days: 40), Write("app.log.2", days: 3), Write("app.db", days: 40));
        var link = Path.Combine(_folder.Path, "app.log.3");
        File.CreateSymbolicLink(link, other);

        Assert.True(Remove("*.log.*"));

        Assert.Equal([false, true, true, true], new[] { old, young, other, link }.Select(Path.Exists));
        Assert.Equal([$"{old}: removed, 0 MB"], _log);
        Assert.False(Remove("*.log.*"));
    }

    [Fact]
    public void A_check_only_says_so()
    {
        var old = Write("app.log.1", days: 40);

        Assert.True(Remove("*.log.*", applies: false));

        Assert.True(File.Exists(old));
    }

    [Theory]
    [InlineData("*", 30)]
    [InlineData("*.*", 30)]
    [InlineData("../*.log", 30)]
    [InlineData("*.log", 0)]
    public void Every_file_and_other_folders_are_refused(string names, int days)
    {
        var failure = Assert.Throws<ShipkeeperException>(() => OldLogs.Remove(new(_folder.Path, names, days), Now, new(true, default, new(_folder.Path), _log.Add)));

        Assert.Equal("modules.bad-config", failure.Code.Name);
    }

    public void Dispose() => _folder.Dispose();

    private bool Remove(string names, bool applies = true) => OldLogs.Remove(new(_folder.Path, names, 30), Now, new BuiltInRun(applies, default, new(_folder.Path), _log.Add));

    private string Write(string name, int days)
    {
        var path = _folder.Write(name, "text");
        File.SetLastWriteTimeUtc(path, Now.UtcDateTime.AddDays(-days));
        return path;
    }
}
