using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Signals;

public sealed class LeftQuestions
{
    private const string Definition =
        """
        platform: $PROJECT
        settings: {place: {ask: "Where is it"}}
        secrets: {PASSWORD: {ask: "Password"}}
        """;

    /// <summary>Ctrl-C, and Ctrl-D where the input ends; hidden and shown.</summary>
    [Theory]
    [InlineData("init --place here", "(not shown)", "\\003", 130, "interrupted: nothing was done")]
    [InlineData("init --place here", "(not shown)", "\\004", 3, "the question was not answered; nothing was changed")]
    [InlineData("init", "Where is it", "\\003", 130, "interrupted: nothing was done")]
    [InlineData("init", "Where is it", "\\004", 3, "the question was not answered; nothing was changed")]
    public async Task A_question_that_is_left_has_no_answer(string call, string question, string key, int exitCode, string words)
    {
        await using var platform = ScenarioPlatform.With(Definition, "services: {web: *service}");
        platform.Write("keys.sh", $"until grep -q '{question}' screen; do sleep 0.1; done; printf '{key}'; sleep 5");

        (await platform.ShellAsync($"touch screen; timeout 40 bash keys.sh | script -qfec \"$SHIPKEEPER {call}\" screen")).Exits(exitCode).Says(words);

        Assert.False(platform.Has(".env"));
    }
}
