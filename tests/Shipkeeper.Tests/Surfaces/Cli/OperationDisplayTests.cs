using System.Text.Json;
using Shipkeeper.Engine.Execution;
using Shipkeeper.Engine.Journal;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Tests.Surfaces.Cli;

public sealed class OperationDisplayTests
{
    private static readonly Operation Operation = new("01KAJ0W3N00000000000000000", new()
    {
        Verb = "start",
        Mode = OperationMode.Undo,
        Stages = [Stage.Of(Step("application: start api"), Step("application: start web"), Step("application: start job"))],
    }, Journal: null!);

    [Fact]
    public void Each_step_is_a_line_when_it_ends() => Golden.Matches(Show(Verbosity.Normal), "operation.txt");

    [Fact]
    public void Readings_are_lines_when_they_are_asked_for() => Golden.Matches(Show(Verbosity.Verbose), "operation-verbose.txt");

    [Fact]
    public void Quiet_says_nothing() => Assert.Equal("", Show(Verbosity.Quiet));

    [Fact]
    public void On_a_terminal_a_last_line_lives_and_is_gone_at_the_end()
    {
        var text = Show(Verbosity.Normal, live: true);

        Assert.Contains("  …     application: start api", text);
        Assert.Contains("  …     api: state starting", text);
        Assert.Matches(@"\r\e\[Kdone +application: start web", text);
        Assert.DoesNotContain('…', text[text.LastIndexOf("\r\e[K", StringComparison.Ordinal)..]);
    }

    [Fact]
    public void Recovery_says_of_what_it_takes_care_and_how_that_ended() => Golden.Matches(
        Show(Verbosity.Normal, live: false, display =>
        {
            var attempt = new Dictionary<string, string> { ["attempt"] = "1" };
            display.Recorded(Operation, Record(0, JournalEvent.RecoveryAttempt) with { Facts = attempt });
            display.Recorded(Operation, Record(1, JournalEvent.StepNoted, "1.1") with { Facts = new Dictionary<string, string> { ["kept"] = "shop__before_01KAJ0W3" } });
            display.Recorded(Operation, Record(2, JournalEvent.RolledBack));
        }),
        "recovery.txt");

    [Fact]
    public void An_operation_is_told_of_once_and_let_go_at_its_end()
    {
        var begun = 0;
        using var operation = new CancellationTokenSource();
        using var writer = new PatientWriter(TextWriter.Null, waits: true);
        var output = new Output(writer, writer, new Style(colour: false), Verbosity.Normal)
        {
            OnOperation = () =>
            {
                begun++;
                return operation;
            },
        };
        var display = new OperationDisplay(output, live: false);
        Assert.Equal(0, begun);

        display.Begun(Operation);
        Tell(display);
        display.End();

        Assert.Equal(1, begun);
        Assert.Throws<ObjectDisposedException>(() => operation.Token);
    }

    private static string Show(Verbosity verbosity, bool live = false, Action<OperationDisplay>? tell = null)
    {
        using var target = new StringWriter();
        using (var writer = new PatientWriter(target, waits: true))
        {
            var display = new OperationDisplay(new Output(writer, writer, new Style(colour: false), verbosity), live);
            display.Begun(Operation);
            (tell ?? Tell)(display);
            display.End();
        }

        return target.ToString();
    }

    private static void Tell(OperationDisplay display)
    {
        display.Recorded(Operation, Record(0, JournalEvent.StepBegun, "1.1"));
        display.Recorded(Operation, Record(0, JournalEvent.StepBegun, "1.2"));
        display.Reported(Operation, new(1, 1), "api: state \e[2Jstarting");
        display.Recorded(Operation, Record(1.25, JournalEvent.StepDone, "1.2"));
        display.Recorded(Operation, Record(1.25, JournalEvent.StepAlreadyDone, "1.3"));
        display.Recorded(Operation, Record(2, JournalEvent.Warning, message: "an image stays: \e]0;title\ait is in use"));
        display.Recorded(Operation, Record(120, JournalEvent.StepFailed, "1.1"));
        display.Recorded(Operation, Record(120, JournalEvent.Undoing));
        display.Recorded(Operation, Record(121, JournalEvent.UndoDone, "1.2"));
    }

    private static JournalRecord Record(double seconds, JournalEvent journalEvent, string? step = null, string? message = null) => new(
        1, Samples.Now.AddSeconds(seconds), journalEvent, step, message is null ? null : new Dictionary<string, string> { ["message"] = message }, JournalLine.Origin);

    private static Step Step(string reason) => new("converge-services", JsonDocument.Parse("{}").RootElement, reason);
}
