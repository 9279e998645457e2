using System.Runtime.InteropServices;
using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Screen;

/// <summary>What a person at a terminal sees; <c>script</c> makes the terminal.</summary>
public sealed partial class Terminals
{
    private const char Escape = '\u001b';

    [Fact]
    public async Task A_terminal_gets_colours_unless_it_is_told_not_to_show_them()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();

        (await platform.ShellAsync("script -qec \"$SHIPKEEPER start\" /dev/null")).Exits(0).Says($"{Escape}[");
        Assert.DoesNotMatch(Colour(), (await platform.ShellAsync("NO_COLOR=1 script -qec \"$SHIPKEEPER status\" /dev/null")).Exits(0).Says("release 1").Output);
        Assert.DoesNotContain(Escape, (await platform.ShellAsync("TERM=dumb script -qec \"$SHIPKEEPER restart\" /dev/null")).Exits(0).Says("restarted").Output);
        Assert.DoesNotContain(Escape, (await platform.ShellAsync("$SHIPKEEPER status | cat")).Exits(0).Says("release 1").Output);
    }

    [Fact]
    public async Task A_narrow_terminal_is_enough()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();

        (await platform.ShellAsync("script -qec \"stty cols 24; $SHIPKEEPER start\" /dev/null")).Exits(0);

        await platform.IsWholeAsync("store", "web");
    }

    [Fact]
    public async Task Init_asks_on_a_terminal_and_does_not_show_what_is_secret()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers("settings: {hostname: {ask: Public host name, default: localhost}}\nsecrets: {MAIL: {ask: Mail password}}");
        const string Answers =
            """
            until grep -q 'Public host name' screen 2>/dev/null; do sleep 0.1; done; printf 'here.example\r'
            until grep -q 'Mail password' screen; do sleep 0.1; done; sleep 0.5; printf 'a-hidden-mail-word\r'
            until grep -q 'complete' screen; do sleep 0.1; done
            """;
        platform.Write("answers.sh", Answers);

        var ran = (await platform.ShellAsync("timeout 30 bash answers.sh | script -qfec \"$SHIPKEEPER init\" screen")).Exits(0);

        ran.Says("Public host name [localhost]", "settings and secrets are complete").NeverSays("a-hidden-mail-word");
        Assert.Contains("MAIL=a-hidden-mail-word\n", platform.Read(".env"), StringComparison.Ordinal);
        Assert.Contains("HOSTNAME=here.example\n", platform.Read("settings.env"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_is_shown_again_and_again_until_ctrl_c()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();
        (await platform.RunAsync("start")).Exits(0);

        var watch = platform.Start("status --watch");
        await Until.TrueAsync(() => watch.Output.Contains("running", StringComparison.Ordinal), "nothing was shown");
        await platform.Engine.StopAsync("web");
        await Until.TrueAsync(() => watch.Output.Contains("exited", StringComparison.Ordinal), "the change was not shown");

        (await watch.SignalAndAwaitAsync(PosixSignal.SIGINT)).Exits(0);
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"\e\[[0-9;]*m")]
    private static partial System.Text.RegularExpressions.Regex Colour();
}
