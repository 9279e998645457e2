using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Screen;

/// <summary>Whatever becomes of its output, an operation comes to its end.</summary>
public sealed class ReadersThatStop
{
    private const string Talking =
        """
        services: {web: {<<: *service, command: [sh, -c, "n=0; while [ $$n -lt 6000 ]; do n=$$((n+1)); echo line $$n of many that fill a pipe; done; touch /tmp/ready; exec httpd -f -p 8000"]}}
        """;

    [Theory]
    [InlineData("$SHIPKEEPER start >&-")]
    [InlineData("$SHIPKEEPER start >&- 2>&- <&-")]
    [InlineData("$SHIPKEEPER start -v >/dev/full 2>/dev/full")]
    [InlineData("$SHIPKEEPER start -v | head -1; exit ${PIPESTATUS[0]}")]
    [InlineData("mkfifo full; exec 3<>full; head -c 65536 /dev/zero >&3; $SHIPKEEPER start -v >&3 2>&3")]
    public async Task An_operation_does_not_depend_on_its_reader(string line)
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();

        (await platform.ShellAsync(line)).Exits(0);

        await platform.IsWholeAsync("store", "web");
    }

    [Fact]
    public async Task A_slow_reader_of_data_gets_all_of_it_and_one_that_leaves_ends_it()
    {
        await using var platform = ScenarioPlatform.With("platform: $PROJECT\nhealth: {web: {exec: [test, -e, /tmp/ready]}}", Talking);
        (await platform.RunAsync("start")).Exits(0);

        (await platform.ShellAsync("$SHIPKEEPER logs | (sleep 2; wc -l)")).Exits(0).Says("6000");
        (await platform.ShellAsync("$SHIPKEEPER logs | head -1; exit ${PIPESTATUS[0]}")).Exits(0).Says("line 1 of many").NeverSays("line 2 ");
        (await platform.ShellAsync("$SHIPKEEPER logs -f | head -1; exit ${PIPESTATUS[0]}")).Exits(0).Says("line 1 of many").NeverSays("line 2 ");
        (await platform.ShellAsync("$SHIPKEEPER status --json >/dev/full")).Exits(1).Says("(output.lost;");
    }
}
