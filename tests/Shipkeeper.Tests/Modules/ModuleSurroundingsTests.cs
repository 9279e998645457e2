using Shipkeeper.Tests.Files;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Tests.Modules;

/// <summary>A disk without room, and a clock that jumps.</summary>
[Trait("Needs", "python")]
public sealed class ModuleSurroundingsTests
{
    [Fact]
    public async Task A_disk_that_has_no_room_for_new_code_fails_the_run_and_leaves_the_old_and_with_room_the_next_is_good()
    {
        using var host = await ModuleHost.CreateAsync();
        using var disk = SmallDisk.Mount(host.PathOf("."));
        host.Tree = Path.Combine(disk.Path, "tree");
        await OfferAsync(host, "1.0.0", bytes: 1);
        await host.RunWellAsync();
        var filling = Path.Combine(disk.Path, "filling");
        ChildProcess.Output("sh", "-c", $"head -c 3000000 /dev/zero >'{filling}'");
        await OfferAsync(host, "2.0.0", bytes: 4_000_000);
        host.TakeTraces();

        var run = await host.RunAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("No space left on device", run.Error);
        Assert.Equal(["a 2.0.0", "b 1.0.0"], host.TakeTraces());

        File.Delete(filling);
        await host.RunWellAsync();
        Assert.Equal(["a 2.0.0", "b 2.0.0"], host.TakeTraces());
    }

    [Fact]
    public async Task A_disk_that_is_full_altogether_fails_the_run_and_with_room_the_next_is_good()
    {
        using var host = await ModuleHost.CreateAsync();
        using var disk = SmallDisk.Mount(host.PathOf("."));
        host.Tree = Path.Combine(disk.Path, "tree");
        await OfferAsync(host, "1.0.0", bytes: 1);
        await host.RunWellAsync();
        var before = host.Fingerprint();
        await OfferAsync(host, "2.0.0", bytes: 1);
        host.TakeTraces();
        disk.Fill();

        var run = await host.RunAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("No space left on device", run.Error);
        Assert.Equal(before, host.Fingerprint());

        disk.MakeRoom();
        host.TakeTraces();
        await host.RunWellAsync();
        Assert.Equal(["a 2.0.0", "b 2.0.0"], host.TakeTraces());
    }

    [Fact]
    public async Task A_clock_that_goes_back_between_runs_changes_nothing_in_their_order()
    {
        using var host = await ModuleHost.CreateAsync();
        var operations = new List<string>();
        foreach (var (version, days) in new[] { ("1.0.0", 400), ("2.0.0", -400), ("3.0.0", 0) })
        {
            host.Time = new ShiftedTime(TimeSpan.FromDays(days));
            host.WriteModule("a", version, $"return {{'success': {(days < 0 ? "True" : "False")}, 'error': 'in version {version}'}}");
            await host.CommitAsync();

            var run = await host.RunAsync();

            Assert.Equal(days < 0 ? 0 : 1, run.ExitCode);
            var kept = Operations(host).ListIds();
            Assert.Equal(operations, kept.Take(operations.Count));
            Assert.True(kept.Count > operations.Count);
            operations = [.. kept];
        }

        Operations(host).CheckChain();
        var status = await host.ModulesAsync("status", "a");
        Assert.Contains("in version 3.0.0", status.Output);
        Assert.DoesNotContain("in version 1.0.0", status.Output);
        Assert.Contains("2.0.0", host.Installed("a/index.json"));
    }

    private static FileOperationStore Operations(ModuleHost host) => new(new RootedFiles(host.Tree), ".shipkeeper/operations", TimeProvider.System);

    /// <summary>Two modules; the second has a file that cannot be compressed.</summary>
    private static async Task OfferAsync(ModuleHost host, string version, int bytes)
    {
        host.WriteGood("a", version);
        host.WriteGood("b", version);
        host.Write("modules/b/data", Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(bytes))[..bytes]);
        await host.CommitAsync();
    }

    private sealed class ShiftedTime(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
