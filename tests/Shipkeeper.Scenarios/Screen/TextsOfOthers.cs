using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Screen;

/// <summary>What a service writes or is labelled with is shown, and never obeyed.</summary>
public sealed class TextsOfOthers
{
    private const string Hostile =
        """
        services:
          web:
            <<: *service
            labels: {org.opencontainers.image.version: "1.2\e[2J\a3"}
            command: [sh, -c, "printf '\\033]0;a title\\007\\033[2J\\033[5;5Hhello\\033[31mred\\033[0m\\rover\\0\\n'; exit 3"]
        """;

    private static readonly string[] Obeyed = ["\u001b]0;", "\u0007", "\u001b[2J", "\u001b[5;5H", "\r"];

    [Fact]
    public async Task Control_sequences_in_a_log_or_a_label_do_not_reach_the_terminal()
    {
        await using var platform = ScenarioPlatform.With("platform: $PROJECT", Hostile);

        (await platform.RunAsync("start")).Fails(1, "gate.closed").Says("hello").NeverSays(Obeyed);

        (await platform.RunAsync("logs")).Exits(0).Says("hello").NeverSays(Obeyed);
        (await platform.RunAsync($"operations {platform.Journals.Newest.Id} --logs web")).Exits(0).Says("hello").NeverSays(Obeyed);
        (await platform.RunAsync($"operations {platform.Journals.Newest.Id}")).Exits(0).NeverSays(Obeyed);
        (await platform.RunAsync("status")).Exits(0).Says("web").NeverSays(Obeyed);
        (await platform.RunAsync("status --json")).Exits(0).Says("web").NeverSays(Obeyed);
    }

    [Fact]
    public async Task A_line_of_a_megabyte_is_cut_and_no_line_after_it_is_lost()
    {
        await using var platform = ScenarioPlatform.With(
            "platform: $PROJECT",
            """
            services: {web: {<<: *service, command: [sh, -c, "head -c 1000000 /dev/zero | tr '\\0' x; echo; echo äöü ✓ after it; exec httpd -f -p 8000"]}}
            """);
        (await platform.RunAsync("start")).Exits(0);

        var logs = (await platform.RunAsync("logs")).Exits(0).Says("äöü ✓ after it");

        Assert.InRange(logs.Output.Length, 1_000, 200_000);
    }
}
