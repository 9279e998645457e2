using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Pipelines;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Modules;

/// <summary>
/// The one warm Python process, which forks for each module: starting an interpreter for each would take longer than most of them run.
/// It is started ahead, and ends with us, whatever way: then it ends what still runs, and holds the lock until that has ended.
/// </summary>
internal sealed class PythonHost : IAsyncDisposable
{
    private readonly Pipe _requests = new();
    private readonly SemaphoreSlim _oneWriter = new(1);
    private readonly ConcurrentDictionary<int, (Action<string> OnLine, TaskCompletionSource<string> End)> _running = new();
    private readonly Task<ToolResult> _process;
    private int _last;

    public PythonHost(IToolRunner tools, string tree, int parallel, IReadOnlyDictionary<string, string> environment)
    {
        var setup = ModulePython.Setup(tree, parallel);
        var call = new ToolCall(ModulePython.Program, ModulePython.ArgumentsFor(setup)) { Environment = environment, TimeLimit = Timeout.InfiniteTimeSpan, WorkingDirectory = tree };
        _process = tools.RunAsync(call, new() { Input = _requests.Reader.AsStream(), OnOutputLine = Take }, CancellationToken.None);
        _ = SendAsync(setup);
    }

    /// <summary>It can run nothing any more.</summary>
    public bool HasEnded => _process.IsCompleted;

    /// <param name="onLine">Told each line that the module writes.</param>
    /// <param name="stop">Ends the module, and what it has started, before this returns.</param>
    public async Task<ModuleResult> RunAsync(ModuleIndex module, TimeSpan limit, Action<string> onLine, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var (id, end) = (Interlocked.Increment(ref _last), new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));
        _running[id] = (onLine, end);
        await SendAsync(ModulePython.Request(id, module, limit.TotalSeconds));
        await using var stopping = stop.Register(() => _ = SendAsync(ModulePython.Stop(id)));
        if (await Task.WhenAny(end.Task, _process) == _process && !end.Task.IsCompleted)
        {
            throw ModuleErrors.PythonEnded(await _process);
        }

        _running.TryRemove(id, out _);
        stop.ThrowIfCancellationRequested();
        return ModulePython.ResultOf(await end.Task, limit);
    }

    public async ValueTask DisposeAsync()
    {
        await _requests.Writer.CompleteAsync();
        try
        {
            await _process;
        }
        catch (ShipkeeperException)
        {
            // There is no Python; whoever needed it has been told.
        }

        _oneWriter.Dispose();
    }

    /// <summary>What is written after the process has ended goes nowhere.</summary>
    private async Task SendAsync(byte[] line)
    {
        await _oneWriter.WaitAsync();
        try
        {
            await _requests.Writer.WriteAsync(line);
        }
        finally
        {
            _oneWriter.Release();
        }
    }

    private void Take(string line)
    {
        var (first, second) = (line.IndexOf(' '), line.IndexOf(' ', line.IndexOf(' ') + 1));
        if (second < 0 || !int.TryParse(line.AsSpan(0, first), NumberStyles.None, CultureInfo.InvariantCulture, out var id) || !_running.TryGetValue(id, out var running))
        {
            return;
        }

        if (line.AsSpan(first + 1, second - first - 1) is "end")
        {
            running.End.TrySetResult(line[(second + 1)..]);
        }
        else
        {
            running.OnLine(line[(second + 1)..]);
        }
    }
}
