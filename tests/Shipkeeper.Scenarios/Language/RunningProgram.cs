using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Shipkeeper.Scenarios.Language;

/// <summary>A program that runs, and what it has said so far.</summary>
internal sealed partial class RunningProgram
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly IReadOnlyList<string> _command;
    private readonly Process _process;
    private readonly Task _streams;

    public RunningProgram(IReadOnlyList<string> command, Process process, string? input)
    {
        (_command, _process) = (command, process);
        _streams = Task.WhenAll(ReadAsync(process.StandardOutput, _output), ReadAsync(process.StandardError, _errors));
        if (input is not null)
        {
            process.StandardInput.Write(input);
        }

        process.StandardInput.Close();
    }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    public string Output => Snapshot(_output);

    public string Errors => Snapshot(_errors);

    public void Signal(PosixSignal signal) => _ = kill(_process.Id, signal switch
    {
        PosixSignal.SIGINT => 2,
        PosixSignal.SIGTERM => 15,
        _ => throw new ArgumentOutOfRangeException(nameof(signal)),
    });

    /// <summary>kill -9 of this process alone: what it has started lives on.</summary>
    public void Kill() => _ = kill(_process.Id, 9);

    /// <summary>kill -9 of the processes that it has started and whose command line has a word.</summary>
    /// <param name="withParent">And of itself, before it can see that.</param>
    public void KillChildren(string word, bool withParent)
    {
        var children = Processes.ChildrenOf(_process.Id).Where(child => Processes.CommandOf(child).Contains(word, StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(children);
        foreach (var process in withParent ? [_process.Id, .. children] : children)
        {
            _ = kill(process, 9);
        }
    }

    public Task<Ran> KillAndAwaitAsync()
    {
        Kill();
        return EndAsync();
    }

    public Task<Ran> SignalAndAwaitAsync(PosixSignal signal)
    {
        Signal(signal);
        return EndAsync();
    }

    /// <summary>Children that live on may hold the pipes, so these are waited for only a moment.</summary>
    public async Task<Ran> EndAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await _process.WaitForExitAsync(CancellationToken.None).WaitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            Assert.Fail($"still running after {Limit.TotalSeconds} s: {Ended(-1)}");
        }

        await Task.WhenAny(_streams, Task.Delay(TimeSpan.FromSeconds(2)));
        return Ended(_process.ExitCode);
    }

    [LibraryImport("libc")]
    private static partial int kill(int process, int signal);

    private Ran Ended(int exitCode) => new(string.Join(' ', _command), exitCode, Output, Errors, _clock.Elapsed);

    private static async Task ReadAsync(StreamReader stream, StringBuilder into)
    {
        var buffer = new char[4096];
        while (await stream.ReadAsync(buffer) is > 0 and var count)
        {
            lock (into)
            {
                into.Append(buffer, 0, count);
            }
        }
    }

    private static string Snapshot(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }
}
