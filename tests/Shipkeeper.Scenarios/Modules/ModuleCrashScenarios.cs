using Shipkeeper.Scenarios.Crashes;

namespace Shipkeeper.Scenarios.Modules;

/// <summary>A run that replaces a module by one that fails, one by one that is good, and brings in a new one.</summary>
[Trait("Needs", "strace")]
public abstract class ModuleCrashScenarios
{
    private protected static Task WalkAsync(string call) => CrashWalk.WalkAsync(call, last: 60, every: 4, PrepareAsync, "modules run", EndsWellAsync, exits: 1);

    private static async Task<ModuleHost> PrepareAsync()
    {
        var host = await ModuleHost.CreateAsync();
        host.WriteModule("bad", "1.0.0", "return True");
        host.WriteModule("good", "1.0.0", "return True");
        await host.CommitAsync();
        (await host.RunAsync("modules run")).Exits(0);
        host.WriteModule("bad", "2.0.0", "return None");
        host.WriteModule("good", "2.0.0", "return True");
        host.WriteModule("new", "1.0.0", "return True");
        await host.CommitAsync();
        return host;
    }

    private static async Task EndsWellAsync(ModuleHost host)
    {
        Assert.Contains(host.WholeVersionOf("bad"), new[] { "1.0.0", "2.0.0" });
        Assert.Contains(host.WholeVersionOf("good"), new[] { "1.0.0", "2.0.0" });
        Assert.True(!host.Has("modules/new") || host.WholeVersionOf("new") == "1.0.0");

        var again = await host.RunAsync("modules run");

        // Killed after the failure was written down, the bad version is not tried again; killed before, it is, and fails.
        Assert.True(again.ExitCode is 0 or 1, again.ToString());
        again.NeverSays("not all of the old is back");
        Assert.Equal("1.0.0", host.WholeVersionOf("bad"));
        Assert.Equal("2.0.0", host.WholeVersionOf("good"));
        Assert.Equal("1.0.0", host.WholeVersionOf("new"));
        Assert.Contains("\"packages\": {\n        \"bad\": \"1.0.0\",\n        \"good\": \"2.0.0\",\n        \"new\": \"1.0.0\"\n    }", host.Read("index.json"));
        host.Journals.AreChained();
        (await host.RunAsync("modules run")).Exits(0).Says("2.0.0 failed before");
    }
}

public sealed class ModuleRunKilledBeforeALine : ModuleCrashScenarios
{
    [Fact]
    public Task A_run_that_was_killed_before_a_journal_line_leaves_every_module_old_or_new() => WalkAsync(CrashWalk.BeforeTheLine);
}

public sealed class ModuleRunKilledAfterALine : ModuleCrashScenarios
{
    [Fact]
    public Task A_run_that_was_killed_after_a_journal_line_leaves_every_module_old_or_new() => WalkAsync(CrashWalk.AfterTheLine);
}

public sealed class ModuleRunKilledAtARename : ModuleCrashScenarios
{
    [Fact]
    public Task A_run_that_was_killed_at_a_rename_leaves_every_module_old_or_new() => WalkAsync("rename");
}

public sealed class ModuleRunKilledAtAnExchange : ModuleCrashScenarios
{
    [Fact]
    public Task A_run_that_was_killed_at_an_exchange_leaves_every_module_old_or_new() => WalkAsync("renameat2");
}
