using System.Diagnostics;
using Shipkeeper.Engine;
using Shipkeeper.Engine.Execution;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Tests.Files;

public sealed class FileLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string LockPath => Path.Combine(_folder.Path, ".shipkeeper/lock");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_second_taker_is_told_who_holds_it()
    {
        await using var hold = await LockOf("anna").TakeAsync("upgrade", CancellationToken.None);

        var error = await AssertBusyAsync(LockOf("bert"));

        Assert.Equal(
            $"anna (process {Environment.ProcessId}) has been running 'upgrade' since {hold.Holder.Since:yyyy-MM-dd HH:mm:ss} UTC.",
            error.Message);
    }

    [Fact]
    public async Task It_is_free_after_the_holder_let_it_go_and_the_holder_is_known_meanwhile()
    {
        var operationLock = LockOf("anna");
        Assert.False(operationLock.Look().IsHeld);
        await using (var hold = await operationLock.TakeAsync("upgrade", CancellationToken.None))
        {
            hold.Name("01ARZ3NDEKTSV4RRFFQ69G5FAV");
            Assert.Equal(new(true, hold.Holder), LockOf("bert").Look());
            Assert.Equal(("anna", "upgrade", "01ARZ3NDEKTSV4RRFFQ69G5FAV"), (hold.Holder.Actor, hold.Holder.Verb, hold.Holder.Operation));
        }

        Assert.False(operationLock.Look().IsHeld);
        await using var next = await LockOf("bert").TakeAsync("start", CancellationToken.None);
        Assert.Equal("bert", next.Holder.Actor);
    }

    [Fact]
    public async Task It_is_free_after_the_holder_let_it_go_though_a_child_still_runs()
    {
        using var child = await HoldWithChildAsync("echo $$; exec sleep 300", letGo: true);

        await using var hold = await LockOf("bert").TakeAsync("start", CancellationToken.None);

        Assert.True(IsAlive(int.Parse(child.FirstLine)));
        End(int.Parse(child.FirstLine));
    }

    [Fact]
    public async Task It_is_free_after_the_holder_was_killed()
    {
        using var child = await Child.StartAsync(["hold", _folder.Path]);
        var error = await AssertBusyAsync(LockOf("bert"));
        Assert.StartsWith($"child (process {child.Process.Id}) has been running 'upgrade'", error.Message);

        await child.KillAsync();

        await using var hold = await LockOf("bert").TakeAsync("start", CancellationToken.None);
    }

    [Fact]
    public async Task What_a_killed_holder_left_running_keeps_the_lock_until_the_next_taker_has_ended_it()
    {
        using var child = await HoldWithChildAsync("echo $$; exec sleep 300");
        var leftover = int.Parse(child.FirstLine);
        await child.KillAsync();
        Assert.True(IsAlive(leftover));

        await using var hold = await LockOf("bert").TakeAsync("start", CancellationToken.None);

        Assert.False(IsAlive(leftover));
    }

    [Fact]
    public async Task What_does_not_end_when_asked_is_killed()
    {
        using var child = await HoldWithChildAsync("trap '' TERM; echo $$; while true; do sleep 300; done");
        await child.KillAsync();

        await using var hold = await LockOf("bert", grace: TimeSpan.FromMilliseconds(300)).TakeAsync("start", CancellationToken.None);

        Assert.False(IsAlive(int.Parse(child.FirstLine)));
    }

    [Fact]
    public async Task Whoever_only_waits_for_the_lock_is_never_signalled()
    {
        using var child = await HoldWithChildAsync("echo $$; exec sleep 300");
        using var waits = ChildProcess.Start("flock", LockPath, "sleep", "300");
        using var looks = ChildProcess.Start("sh", "-c", $"exec 3<>'{LockPath}'; echo open; exec sleep 300");
        await looks.Process.StandardOutput.ReadLineAsync();
        await WaitUntilOpenAsync(waits.Process.Id);
        await child.KillAsync();

        try
        {
            await using var hold = await LockOf("bert", grace: TimeSpan.FromSeconds(1)).TakeAsync("start", CancellationToken.None);
        }
        catch (ShipkeeperException busy)
        {
            // flock(1) was faster; what counts is that it lives.
            Assert.Equal("operation.busy", busy.Code.Name);
        }

        Assert.False(waits.Process.HasExited);
        Assert.False(looks.Process.HasExited);
    }

    [Fact]
    public async Task A_living_holder_that_has_not_yet_written_its_name_is_never_signalled()
    {
        await using (await LockOf("dead").TakeAsync("upgrade", CancellationToken.None))
        {
        }

        Forge(new Holder("dead", 999_999_999, BootId, DateTimeOffset.UnixEpoch, "upgrade"));
        using var holds = ChildProcess.Start("sh", "-c", $"exec flock '{LockPath}' sh -c 'echo held; exec sleep 300'");
        await holds.Process.StandardOutput.ReadLineAsync();

        var error = await AssertBusyAsync(LockOf("bert"));

        Assert.False(holds.Process.HasExited);
        Assert.Equal("somebody else holds the lock.", error.Message);
    }

    [Fact]
    public async Task A_holder_with_another_process_id_inside_its_container_is_never_signalled()
    {
        Assert.SkipUnless(Posix.EffectiveUser() == 0, "only root can make a namespace");
        using var holds = ChildProcess.Start(["unshare", "--pid", "--fork", "--mount-proc", .. Child.CommandFor(["hold", _folder.Path])]);
        await holds.Process.StandardOutput.ReadLineAsync();

        var error = await AssertBusyAsync(LockOf("bert"));

        Assert.False(holds.Process.HasExited);
        Assert.StartsWith("child (process 1) has been running 'upgrade'", error.Message);
    }

    [Fact]
    public async Task Takers_at_once_never_both_hold_it()
    {
        var (holding, taken) = (0, 0);
        await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(async () =>
        {
            try
            {
                await using var hold = await LockOf($"actor {i}").TakeAsync("upgrade", CancellationToken.None);
                Assert.Equal(1, Interlocked.Increment(ref holding));
                Interlocked.Increment(ref taken);
                await Task.Yield();
                Interlocked.Decrement(ref holding);
            }
            catch (ShipkeeperException busy)
            {
                Assert.Equal("operation.busy", busy.Code.Name);
            }
        })));

        Assert.InRange(taken, 1, 32);
    }

    [Fact]
    public async Task Processes_at_once_never_both_hold_it()
    {
        var children = Enumerable.Range(0, 3).Select(_ => ChildProcess.Start(Child.CommandFor(["hold", _folder.Path]))).ToList();
        var lines = await Task.WhenAll(children.Select(child => child.Process.StandardOutput.ReadLineAsync()));

        Assert.Single(lines, "held");
        Assert.Equal(2, lines.Count(line => line!.StartsWith("operation.busy: ", StringComparison.Ordinal)));
        children.ForEach(child => child.Dispose());
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"actor\":null,\"processId\":1,\"bootId\":null,\"since\":\"2026-01-01T00:00:00Z\",\"verb\":null}")]
    public async Task A_holder_record_that_cannot_be_read_is_an_unknown_holder(string record)
    {
        await using var hold = await LockOf("anna").TakeAsync("upgrade", CancellationToken.None);
        _folder.Write(".shipkeeper/holder.json", record);

        var error = await AssertBusyAsync(LockOf("bert"));

        Assert.Equal("somebody else holds the lock.", error.Message);
        Assert.Equal(new(true, null), LockOf("bert").Look());
    }

    [Fact]
    public async Task A_holder_of_an_earlier_boot_holds_nothing()
    {
        await using (await LockOf("anna").TakeAsync("upgrade", CancellationToken.None))
        {
        }

        Forge(new Holder("anna", Environment.ProcessId, "an earlier boot", DateTimeOffset.UnixEpoch, "upgrade"));

        Assert.False(LockOf("bert").Look().IsHeld);
        await using var hold = await LockOf("bert").TakeAsync("start", CancellationToken.None);
    }

    [Fact]
    public async Task A_take_that_fails_does_not_keep_the_lock()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, ".shipkeeper/holder.json"));
        var error = await Assert.ThrowsAsync<ShipkeeperException>(() => LockOf("anna").TakeAsync("upgrade", CancellationToken.None));
        Assert.Equal("file.not-written", error.Code.Name);
        Directory.Delete(Path.Combine(_folder.Path, ".shipkeeper/holder.json"));

        await using var hold = await LockOf("anna").TakeAsync("upgrade", CancellationToken.None);
    }

    [Fact]
    public async Task A_take_that_was_cancelled_does_not_keep_the_lock_when_it_comes_free()
    {
        using var child = await HoldWithChildAsync("trap '' TERM; echo $$; while true; do sleep 300 3>&-; done");
        await child.KillAsync();
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => LockOf("anna").TakeAsync("upgrade", cancel.Token));

        Assert.True(IsAlive(int.Parse(child.FirstLine)));
        await using var hold = await LockOf("bert", grace: TimeSpan.FromMilliseconds(300)).TakeAsync("start", CancellationToken.None);
    }

    [Fact]
    public async Task A_link_in_the_place_of_the_lock_is_refused()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, ".shipkeeper"));
        File.CreateSymbolicLink(LockPath, "/etc/hostname");

        var error = await Assert.ThrowsAsync<ShipkeeperException>(() => LockOf("anna").TakeAsync("upgrade", CancellationToken.None));

        Assert.Equal("file.not-written", error.Code.Name);
    }

    [Fact]
    public async Task A_platform_that_is_reached_through_a_link_has_the_same_lock()
    {
        using var elsewhere = new TemporaryFolder();
        var link = Path.Combine(elsewhere.Path, "platform");
        Directory.CreateSymbolicLink(link, _folder.Path);
        await using var hold = await LockOf("anna").TakeAsync("upgrade", CancellationToken.None);

        var throughLink = new FileLock(new(link), ".shipkeeper", "bert", TimeProvider.System);

        Assert.StartsWith("anna (process", (await AssertBusyAsync(throughLink)).Message);
        Assert.Equal(hold.Holder, throughLink.Look().Holder);
    }

    private static string BootId => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();

    private static async Task<ShipkeeperException> AssertBusyAsync(FileLock operationLock)
    {
        var error = await Assert.ThrowsAsync<ShipkeeperException>(() => operationLock.TakeAsync("start", CancellationToken.None));
        Assert.Equal(("operation.busy", ErrorKind.Busy), (error.Code.Name, error.Code.Kind));
        return error;
    }

    /// <summary>A zombie is as good as gone: it holds no descriptor.</summary>
    private static bool IsAlive(int process) =>
        File.Exists($"/proc/{process}/stat") && File.ReadAllText($"/proc/{process}/stat").Split(") ")[^1][0] is not 'Z' and not 'X';

    private static void End(int process) => _ = Posix.Signal(process, Posix.Kill);

    /// <summary>flock(1) says nothing before it has the lock; that it has the file open is as near as one can see.</summary>
    private static async Task WaitUntilOpenAsync(int process)
    {
        var limit = Stopwatch.StartNew();
        while (!Directory.EnumerateFiles($"/proc/{process}/fd").Any(file => new FileInfo(file).LinkTarget?.EndsWith("/lock", StringComparison.Ordinal) == true))
        {
            Assert.True(limit.Elapsed < TimeSpan.FromSeconds(10));
            await Task.Delay(10);
        }
    }

    private async Task<ChildProcess> HoldWithChildAsync(string script, bool letGo = false)
    {
        var child = await Child.StartAsync(["hold-with-child", _folder.Path, script]);
        if (letGo)
        {
            await child.Process.StandardInput.WriteLineAsync();
            await child.Process.WaitForExitAsync();
        }

        return child;
    }

    private void Forge(Holder holder) =>
        new RootedFiles(_folder.Path).Write(".shipkeeper/holder.json", System.Text.Json.JsonSerializer.Serialize(holder, System.Text.Json.JsonSerializerOptions.Web));

    private FileLock LockOf(string actor, TimeSpan? grace = null) =>
        new(new(_folder.Path), ".shipkeeper", actor, TimeProvider.System) { Grace = grace ?? TimeSpan.FromSeconds(10) };
}
