using System.Text;
using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Secrets;

public sealed class SecretsStaySecret
{
    [Fact]
    public async Task No_verb_says_them_no_file_holds_them_and_no_command_line_carries_them()
    {
        await using var platform = PlantedSecrets.Platform();
        using var end = new CancellationTokenSource();
        var commandLines = Task.Run(() => CommandLinesAsync(end.Token), CancellationToken.None);

        var closed = (await platform.RunAsync("start -v")).Fails(1, "gate.closed").Says("it begins", "***");
        Assert.Equal(PlantedSecrets.Canaries, (await PrintedAsync(platform)).Intersect(PlantedSecrets.Canaries));
        IsQuiet(closed);
        await platform.Engine.ExecAsync("web", "touch", "/tmp/ready");
        IsQuiet((await platform.RunAsync("start -v")).Exits(0));
        foreach (var verb in Verbs(platform.Journals.All[0].Id))
        {
            IsQuiet((await platform.RunAsync(verb)).Exits(0));
        }

        await end.CancelAsync();
        Assert.Null((await commandLines).Select(PlantedSecrets.FindIn).FirstOrDefault(canary => canary is not null));
        Assert.All(
            Directory.GetFiles(platform.PathOf(".shipkeeper"), "*", SearchOption.AllDirectories),
            file => Assert.True(PlantedSecrets.FindIn(File.ReadAllText(file)) is null, $"{file} holds a secret: {File.ReadAllText(file)}"));
    }

    [Fact]
    public async Task What_compose_says_about_a_bad_value_is_told_without_it()
    {
        await using var platform = PlantedSecrets.Platform();
        platform.WriteCompose("services: {store: {<<: *service}, web: {<<: *service, cpus: '${LONG}'}}");

        var ran = await platform.RunAsync("start");

        Assert.NotEqual(0, ran.ExitCode);
        IsQuiet(ran);
    }

    private static IEnumerable<string> Verbs(string closedStart) =>
    [
        "init", "status", "status --json", "status -v", "operations", $"operations {closedStart}", $"operations {closedStart} --json", $"operations {closedStart} --logs web",
        "logs", "logs web --tail 100", "doctor", "doctor --json", "compose files", "compose files --command", "compose -- ps", "start --dry-run",
        "restart web -v", "stop -v", "teardown --yes --volumes -v",
    ];

    private static void IsQuiet(Ran ran) => Assert.True(PlantedSecrets.FindIn(ran.Everything) is null, $"a secret was said: {ran}");

    /// <summary>What the service itself has printed: that the canaries were there to be caught.</summary>
    private static async Task<IReadOnlyList<string>> PrintedAsync(ScenarioPlatform platform)
    {
        var log = await Program.OutputAsync("docker", "logs", $"{platform.Name}-web-1");
        return [.. PlantedSecrets.Canaries.Where(canary => log.Contains(canary, StringComparison.Ordinal))];
    }

    /// <summary>Every command line that was to be seen on this machine, sampled without a pause.</summary>
    private static async Task<HashSet<string>> CommandLinesAsync(CancellationToken end)
    {
        var seen = new HashSet<string>();
        while (!end.IsCancellationRequested)
        {
            seen.UnionWith(Processes.All.Select(Processes.CommandOf));
            await Task.Delay(5, CancellationToken.None);
        }

        return seen;
    }
}
