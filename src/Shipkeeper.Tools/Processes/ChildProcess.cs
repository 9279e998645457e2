using System.IO.Pipes;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using static Shipkeeper.Tools.Processes.ProcessCalls;

namespace Shipkeeper.Tools.Processes;

/// <summary>
/// A running child with its group and its pipes. Its zombie is kept until <see cref="Reap"/>: as long as it is there, its number belongs
/// to nobody else, and a signal to the group cannot hit a stranger.
/// </summary>
internal sealed unsafe class ChildProcess : IDisposable
{
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _pid;

    /// <summary>Its other end is open in the child and in everything that the child starts, and nobody writes: its end is theirs.</summary>
    private readonly Stream _lifeline;

    static ChildProcess() => AcceptChildren();

    private ChildProcess(int pid, Stream? input, Stream output, Stream errorOutput, Stream? channel, Stream lifeline)
    {
        (_pid, Input, Output, ErrorOutput, Channel, _lifeline) = (pid, input, output, errorOutput, channel, lifeline);
        new Thread(AwaitExit, 128 * 1024) { IsBackground = true, Name = $"child {pid}" }.Start();
    }

    /// <summary>Null when the child reads from /dev/null.</summary>
    public Stream? Input { get; }

    public Stream Output { get; }

    public Stream ErrorOutput { get; }

    /// <summary>Null when the child was given none.</summary>
    public Stream? Channel { get; }

    /// <summary>Completes when the child itself has ended; others of its group may live on.</summary>
    public Task Exited => _exited.Task;

    /// <summary>Errors: <c>tools.not-found</c>, <c>tools.cannot-start</c>.</summary>
    public static ChildProcess Start(ToolCall call, bool hasInput, bool hasChannel = false)
    {
        if (call.WorkingDirectory is { } directory && !Directory.Exists(directory))
        {
            throw ToolErrors.CannotStart(call, $"there is no folder {directory}");
        }

        var program = ProgramPath.Find(call);
        using var pipes = new PipeEnds(call, hasInput, hasChannel);
        var pid = Spawn.InNewSession(call, program, pipes.ChildInput, pipes.ChildOutput, pipes.ChildErrorOutput, pipes.ChildChannel, pipes.ChildLifeline);
        return new ChildProcess(pid, pipes.TakeInput(), pipes.TakeOutput(), pipes.TakeErrorOutput(), pipes.TakeChannel(), pipes.TakeLifeline());
    }

    /// <summary>To the whole group. Not valid after <see cref="Reap"/>.</summary>
    public void SignalGroup(int signal) => _ = kill(-_pid, signal);

    /// <summary>Takes the exit code of an exited child and lets go of its number. Once.</summary>
    public int Reap()
    {
        int status;
        int reaped;
        do
        {
            reaped = waitpid(_pid, &status, 0);
        }
        while (reaped < 0 && Marshal.GetLastPInvokeError() == Interrupted);

        // Somebody else took the status: it cannot be known any more, and counts as a failure.
        const int Unknown = 255;
        var signal = status & 0x7f;
        return reaped < 0 ? Unknown : signal != 0 ? 128 + signal : (status >> 8) & 0xff;
    }

    /// <summary>
    /// Waits for the others of a killed group. Who has left the group is nobody's to wait for; who is a zombie has let go of the lifeline.
    /// </summary>
    public Task GroupEndedAsync(CancellationToken ct)
    {
        var anyoneLeft = kill(-_pid, 0) == 0;
        return anyoneLeft ? _lifeline.ReadAsync(new byte[1], ct).AsTask() : Task.CompletedTask;
    }

    public void Dispose()
    {
        _lifeline.Dispose();
        Input?.Dispose();
        Output.Dispose();
        ErrorOutput.Dispose();
        Channel?.Dispose();
    }

    private void AwaitExit()
    {
        var information = stackalloc byte[OpaqueSize];
        while (waitid(WaitOnPid, _pid, information, WaitForExit | WaitLeaveZombie) < 0 && Marshal.GetLastPInvokeError() == Interrupted)
        {
            // A signal of the runtime's own.
        }

        _exited.SetResult();
    }

    /// <summary>Whoever started us may have us ignore SIGCHLD; the kernel would then drop every exit code.</summary>
    private static void AcceptChildren()
    {
        const nint Default = 0;
        const nint Ignore = 1;
        var before = signal(SigChild, Default);
        if (before != Ignore)
        {
            _ = signal(SigChild, before);
        }
    }

    /// <summary>The pipes, all close-on-exec on our side; what is not taken is closed.</summary>
    private sealed class PipeEnds : IDisposable
    {
        private readonly List<int> _open = [];
        private readonly int _input = -1;
        private readonly int _output;
        private readonly int _errorOutput;
        private readonly int _channel = -1;
        private readonly int _lifeline;

        public PipeEnds(ToolCall call, bool hasInput, bool hasChannel)
        {
            if (hasInput)
            {
                (ChildInput, _input) = Open(call);
            }

            (_output, ChildOutput) = Open(call);
            (_errorOutput, ChildErrorOutput) = Open(call);
            if (hasChannel)
            {
                (_channel, ChildChannel) = Open(call);
            }

            (_lifeline, ChildLifeline) = Open(call);
        }

        public int ChildInput { get; } = -1;

        public int ChildOutput { get; }

        public int ChildErrorOutput { get; }

        public int ChildChannel { get; } = -1;

        public int ChildLifeline { get; }

        public AnonymousPipeClientStream? TakeInput() => _input < 0 ? null : Take(_input, PipeDirection.Out);

        public AnonymousPipeClientStream TakeOutput() => Take(_output, PipeDirection.In);

        public AnonymousPipeClientStream TakeErrorOutput() => Take(_errorOutput, PipeDirection.In);

        public AnonymousPipeClientStream? TakeChannel() => _channel < 0 ? null : Take(_channel, PipeDirection.In);

        public AnonymousPipeClientStream TakeLifeline() => Take(_lifeline, PipeDirection.In);

        public void Dispose()
        {
            foreach (var descriptor in _open)
            {
                _ = close(descriptor);
            }
        }

        private AnonymousPipeClientStream Take(int descriptor, PipeDirection direction)
        {
            _ = _open.Remove(descriptor);
            return new(direction, new SafePipeHandle(descriptor, ownsHandle: true));
        }

        private (int Read, int Write) Open(ToolCall call)
        {
            var ends = stackalloc int[2];
            if (pipe2(ends, OpenCloseOnExec) < 0)
            {
                var reason = Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
                Dispose();
                throw ToolErrors.CannotStart(call, reason);
            }

            _open.AddRange([ends[0], ends[1]]);
            return (ends[0], ends[1]);
        }
    }
}
