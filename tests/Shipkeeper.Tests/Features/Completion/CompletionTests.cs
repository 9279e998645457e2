using Shipkeeper.Features.Completion;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tests.Features.Completion;

public sealed class CompletionTests
{
    public static TheoryData<string> Shells => [.. CompletionScripts.All.Keys];

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task The_script_of_each_shell_is_agreed(string shell)
    {
        var run = await CommandRun.OfAsync("completion", shell);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Golden.Matches(run.Output, $"completion.{shell}");
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Each_shell_can_read_its_script(string shell)
    {
        Assert.SkipUnless(IsHere(shell), $"there is no {shell} here");
        using var folder = new TemporaryFolder();
        var script = folder.Write("script", CompletionScripts.All[shell]);

        var answer = await ((IToolRunner)new ToolRunner(TimeProvider.System)).RunAsync(ToolCall.Of(shell, "-n", script), TestContext.Current.CancellationToken);

        Assert.True(answer.Ok, answer.ErrorOutput);
    }

    [Fact]
    public async Task In_bash_the_word_under_the_cursor_is_completed()
    {
        Assert.SkipUnless(IsHere("bash"), "there is no bash here");
        using var folder = new TemporaryFolder();
        var script = folder.Write("script", CompletionScripts.All["bash"] + """

            shipkeeper() { printf '%s\n' start status stop "$1" "$2"; }
            COMP_LINE='shipkeeper sta' COMP_POINT=14 COMP_WORDS=(shipkeeper sta) COMP_CWORD=1
            _shipkeeper
            echo "${COMPREPLY[@]}"
            """);

        var answer = await ((IToolRunner)new ToolRunner(TimeProvider.System)).RunAsync(ToolCall.Of("bash", script), TestContext.Current.CancellationToken);

        Assert.Equal(("start status\n", ""), (answer.Output, answer.ErrorOutput));
    }

    [Theory]
    [InlineData("shipkeeper sta", "start status")]
    [InlineData("shipkeeper teardown --v", "--verbose --volumes")]
    [InlineData("shipkeeper init --mode ", "production dev")]
    [InlineData("shipkeeper completion ", "bash fish zsh")]
    [InlineData("shipkeeper explain gate", "gate.closed")]
    public async Task What_the_script_asks_is_answered_one_a_line(string line, string expected)
    {
        using var folder = new TemporaryFolder();
        folder.Write("shipkeeper.yaml", "platform: shop\nsettings: {mode: [production, dev]}");
        var typed = line.Replace("shipkeeper ", $"shipkeeper -C {folder.Path} ");

        var run = await CommandRun.OfAsync($"[suggest:{typed.Length}]", typed);

        Assert.Equal(0, run.ExitCode);
        Assert.Superset(expected.Split(' ').ToHashSet(), run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToHashSet());
    }

    private static bool IsHere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
}
