using System.Diagnostics;
using static Shipkeeper.Tools.Processes.ProcessCalls;

namespace Shipkeeper.Tools.Processes;

/// <summary>
/// Runs outside programs, each in a session of its own. A call has ended when its first process has; what that leaves behind in its group
/// (a `tee` that still writes) has a moment to close its pipes, then it is killed: it would hold the platform's lock.
/// </summary>
public sealed class ToolRunner(TimeProvider time) : IToolRunner
{
    /// <summary>How long others may keep the pipes of a call open when it has ended, and once more when they were killed, without a word.</summary>
    private static readonly TimeSpan PipeGrace = TimeSpan.FromSeconds(1);

    /// <summary>Above what pipes hold at that moment, so that whoever lives on and never ends to write is cut, too.</summary>
    private const long PipeBytes = 1 << 20;

    /// <summary>How long what was asked to end may take, where its call says nothing of it.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    public async Task<ToolResult> RunAsync(ToolCall call, ToolPipes pipes, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var started = time.GetTimestamp();
        using var timeLimit = new CancellationTokenSource(call.TimeLimit, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, timeLimit.Token);
        using var child = ChildProcess.Start(call, pipes.Input is not null || call.Input is not null, pipes.OnChannelLine is not null);
        using var streams = new ChildStreams(call, pipes, child, stop);

        var endedByItself = await EndOfAsync(child, streams, call.Grace ?? Grace, stop.Token);
        var exitCode = child.Reap();
        await GroupEndedAsync(child);
        await streams.RethrowAsync();
        ct.ThrowIfCancellationRequested();
        return !endedByItself ? throw ToolErrors.TimedOut(call, streams.ErrorOutput)
            : streams.WasCut && pipes.Output is not null ? throw ToolErrors.CutShort(call, streams.ErrorOutput)
            : new(exitCode, streams.Output, streams.ErrorOutput, streams.Truncated, time.GetElapsedTime(started));
    }

    public async Task<int> RunAttachedAsync(ToolCall call, CancellationToken stop)
    {
        using var process = new Process { StartInfo = AttachedStart(call) };
        using var forwarding = new SignalForwarding();

        // Asked only now: what comes later is forwarded.
        stop.ThrowIfCancellationRequested();
#pragma warning disable RS0030 // Here, and only here: it hands the terminal over to the child and takes it back.
        process.Start();
#pragma warning restore RS0030
        forwarding.To(process.Id);
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode;
    }

    /// <returns>Whether the child has ended without being asked to.</returns>
    private async Task<bool> EndOfAsync(ChildProcess child, ChildStreams streams, TimeSpan grace, CancellationToken stop)
    {
        var endedByItself = await IsReachedAsync(child.Exited.WaitAsync(stop));
        if (endedByItself)
        {
            await EndsWithinAsync(PipeGrace, streams.Ended);
        }
        else
        {
            child.SignalGroup(SigTerm);
            await EndsWithinAsync(grace, Task.WhenAll(child.Exited, streams.Ended));
        }

        child.SignalGroup(SigKill);
        await child.Exited;

        await DrainAsync(streams);
        await streams.CutAsync();
        return endedByItself;
    }

    private async Task GroupEndedAsync(ChildProcess child)
    {
        using var grace = new CancellationTokenSource(Grace, time);
        try
        {
            await child.GroupEndedAsync(grace.Token);
        }
        catch (OperationCanceledException)
        {
            // Killed, and held by the kernel until some device answers: there is nothing more to be done about it.
        }
    }

    /// <summary>
    /// Only somebody who left the group can still hold the pipes now. The bytes that are in them are read all the same, however long it takes the caller to take
    /// them; only time in which none come counts.
    /// </summary>
    private async Task DrainAsync(ChildStreams streams)
    {
        var step = PipeGrace / 20;
        var before = streams.BytesRead;
        for (var silent = TimeSpan.Zero; silent < PipeGrace && streams.BytesRead - before <= PipeBytes && !await EndsWithinAsync(step, streams.Ended);)
        {
            silent += streams.AreTaken ? TimeSpan.Zero : step;
        }
    }

    private Task<bool> EndsWithinAsync(TimeSpan limit, Task ended) => IsReachedAsync(ended.WaitAsync(limit, time));

    private static async Task<bool> IsReachedAsync(Task ended)
    {
        try
        {
            await ended;
            return true;
        }
        catch (Exception missed) when (missed is TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }

    private static ProcessStartInfo AttachedStart(ToolCall call)
    {
        var start = new ProcessStartInfo(ProgramPath.Find(call), call.Arguments) { WorkingDirectory = call.WorkingDirectory ?? "" };
        start.Environment.Clear();
        foreach (var (name, value) in call.Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
