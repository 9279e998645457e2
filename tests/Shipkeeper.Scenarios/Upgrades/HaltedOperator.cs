using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Upgrades;

/// <summary>The process that upgrades is halted for a while, as by a machine that sleeps, and goes on later than its own limits.</summary>
public sealed class HaltedOperator
{
    [Fact]
    public async Task Halted_while_the_gate_waits_it_goes_on_and_does_nothing_twice()
    {
        await using var versions = await TwoVersions.StartAsync(more: "upgrade: {bake: 0s}\nhealth: {web: {tcp: 8000, patience: 60s}}");
        versions.WriteTwoBut(TwoVersions.Command, "command: [sh, -c, 'sleep 4; exec httpd -f -p 8000 -h /pages']");
        var upgrade = await versions.RunUntilAsync("open-gate");
        var made = await versions.Platform.Engine.IdOfAsync("web");

        await HaltAsync(upgrade, TimeSpan.FromSeconds(20));

        (await upgrade.EndAsync()).Exits(0);
        Assert.Equal(made, await versions.Platform.Engine.IdOfAsync("web"));
        Assert.Equal("two", await versions.IsWholeAsync());
        await versions.ReturnAsync();
    }

    [Fact]
    public async Task What_dies_while_it_is_halted_in_the_bake_does_not_become_the_release()
    {
        await using var versions = await TwoVersions.StartAsync(more: "upgrade: {bake: 6s}");
        versions.Write("two");
        var upgrade = await versions.RunUntilAsync("bake-services");
        await Task.Delay(TimeSpan.FromSeconds(1));

        await HaltAsync(upgrade, TimeSpan.FromSeconds(10), () => versions.Platform.Engine.KillAsync("web"));

        (await upgrade.EndAsync()).Fails(4, "operation.rolled-back").Says("'web' did not become good: was good, and then");
        await versions.StoodOnOneAndGoesToTwoAsync("--retry");
    }

    [Fact]
    public async Task Nobody_takes_over_from_one_who_is_only_halted()
    {
        await using var versions = await TwoVersions.StartAsync(more: "upgrade: {bake: 3s}");
        versions.Write("two");
        var upgrade = await versions.RunUntilAsync("bake-services");

        await HaltAsync(upgrade, TimeSpan.FromSeconds(1), async () => (await versions.Platform.RunAsync("start")).Fails(6, "operation.busy"));

        (await upgrade.EndAsync()).Exits(0);
        Assert.Equal("two", await versions.IsWholeAsync());
    }

    private static async Task HaltAsync(RunningProgram program, TimeSpan atLeast, Func<Task>? meanwhile = null)
    {
        (await Program.RunAsync("kill", "-STOP", $"{program.Id}")).Exits(0);
        await (meanwhile?.Invoke() ?? Task.CompletedTask);
        await Task.Delay(atLeast);
        Assert.Contains("State:\tT", await File.ReadAllTextAsync($"/proc/{program.Id}/status"), StringComparison.Ordinal);
        (await Program.RunAsync("kill", "-CONT", $"{program.Id}")).Exits(0);
    }
}
