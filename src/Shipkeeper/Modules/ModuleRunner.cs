using System.Collections.Concurrent;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Modules;

/// <summary>Runs modules, each in a process of its own with a time limit.</summary>
/// <param name="parallel">How many at once, at most.</param>
internal sealed class ModuleRunner(ModuleTree tree, IToolRunner tools, TimeSpan limit, int parallel, TimeProvider time) : IAsyncDisposable
{
    private readonly SemaphoreSlim _places = new(parallel);
    private readonly ConcurrentDictionary<string, string> _failures = new();
    private readonly IReadOnlyDictionary<string, string> _environment = ModuleEnvironment.Of(tree.Root);
    private readonly Lock _oneLine = new();
    private PythonHost? _python;
    private Stream? _log;

    /// <summary>Of this run: module → why it failed.</summary>
    public IReadOnlyDictionary<string, string> Failures => _failures;

    /// <summary>Starts Python while something else is done. To be called with the lock in hand: what runs holds it too.</summary>
    public void WarmUp() => _python ??= new(tools, tree.Root, _environment);

    /// <summary>Where everything that modules write goes.</summary>
    public void LogTo(string path) => _log ??= tree.Files.OpenLog(path);

    /// <param name="onLine">Told each line that the module writes.</param>
    /// <returns>How it ended; of one that asked to be run again, the second time.</returns>
    public async Task<ModuleResult> RunAsync(ModuleIndex module, Action<string> onLine, CancellationToken stop)
    {
        await _places.WaitAsync(stop);
        var log = new ModuleLog(module.Name, Write, time);
        try
        {
            var result = await RunOnceAsync(module, Take, stop);
            return !result.Again ? result
                : await RunOnceAsync(module, Take, stop) is { Again: false } second ? second
                : ModuleResult.Failed("it asked to be run again, twice");
        }
        catch (ShipkeeperException failure)
        {
            return ModuleResult.Failed(failure.Message);
        }
        finally
        {
            log.Complete();
            _places.Release();
        }

        void Take(string line)
        {
            log.Add(line);
            onLine(line);
        }
    }

    public void Remember(string module, string failure) => _failures[module] = failure;

    public async ValueTask DisposeAsync()
    {
        if (_python is not null)
        {
            await _python.DisposeAsync();
        }

        if (_log is not null)
        {
            await _log.DisposeAsync();
        }

        _places.Dispose();
    }

    private async Task<ModuleResult> RunOnceAsync(ModuleIndex module, Action<string> onLine, CancellationToken stop)
    {
        var entry = ModuleEntry.Find(tree, module);
        if (entry.Kind is ModuleEntryKind.Python)
        {
            WarmUp();
            return await _python!.RunAsync(module.Name, limit, onLine, stop);
        }

        return entry.Kind is ModuleEntryKind.Native
            ? await NativeModule.RunAsync(tools, Call(entry), "apply", NativeContext.Of(tree, module), onLine, stop)
            : await RunProgramAsync(Call(entry), onLine, stop);
    }

    private async Task<ModuleResult> RunProgramAsync(ToolCall call, Action<string> onLine, CancellationToken stop)
    {
        var result = await tools.RunAsync(call, new() { OnOutputLine = onLine, OnErrorLine = onLine }, stop);
        return result.Ok ? new() : ModuleResult.Failed($"it ended with exit code {result.ExitCode}");
    }

    private ToolCall Call(ModuleEntry entry) => ToolCall.Of(tree.Files.Resolve(entry.Path)) with
    {
        Environment = _environment,
        WorkingDirectory = tree.Root,
        TimeLimit = limit,
        OutputLimit = 0,
    };

    private void Write(byte[] line)
    {
        lock (_oneLine)
        {
            _log?.Write(line);
        }
    }
}
