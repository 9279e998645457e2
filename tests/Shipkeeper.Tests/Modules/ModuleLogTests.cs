using System.Text;
using Shipkeeper.Modules;

namespace Shipkeeper.Tests.Modules;

public sealed class ModuleLogTests
{
    private readonly List<byte[]> _written = [];

    [Fact]
    public void A_line_gets_a_stamp_and_the_name_of_the_module()
    {
        Create().Add("hello");

        Assert.Matches(@"\A\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\] \[INFO\] backup: hello\n\z", Text(_written.Single()));
    }

    [Fact]
    public void A_line_that_has_a_stamp_keeps_it()
    {
        Create().Add("[2026-01-31 10:30:15] [ERROR] no room");

        Assert.Equal("[2026-01-31 10:30:15] [ERROR] backup: no room\n", Text(_written.Single()));
    }

    [Fact]
    public void Of_a_flood_the_beginning_and_the_end_are_kept()
    {
        var log = Create();
        for (var line = 1; line <= 200_000; line++)
        {
            log.Add($"line {line} {new string('x', 80)}");
        }

        log.Complete();

        Assert.InRange(_written.Sum(line => line.Length), 8 << 20, 9 << 20);
        Assert.Contains("lines left out)", Text(_written[^201]));
        Assert.Contains("line 200000", Text(_written[^1]));
    }

    private ModuleLog Create() => new("backup", _written.Add, TimeProvider.System);

    private static string Text(byte[] line) => Encoding.UTF8.GetString(line);
}
