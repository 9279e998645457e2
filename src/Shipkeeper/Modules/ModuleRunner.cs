using System.Collections.Concurrent;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Modules;

/// <summary>Runs modules, each in a process of its own with a time limit.</summary>
/// <param name="parallel">How many at once, at most.</param>
internal sealed class ModuleRunner(ModuleTree tree, IToolRunner tools, TimeSpan limit, int parallel, TimeProvider time) : IAsyncDisposable
{
    /// <summary>They end as soon as they can, which is not while dpkg is at work.</summary>
    private static readonly TimeSpan GraceOfBuiltIns = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim _places = new(parallel);
    private readonly ConcurrentDictionary<string, string> _failures = new();
    private readonly ConcurrentDictionary<string, bool> _failedInRun = new();
    private readonly IReadOnlyDictionary<string, string> _environment = ModuleEnvironment.Of(tree.Root);
    private readonly Lock _oneLine = new();
    private readonly List<PythonHost> _pythons = [];
    private Stream? _log;

    /// <summary>Of this run: module → why it failed, whether it ran or could not even be brought in.</summary>
    public IReadOnlyDictionary<string, string> Failures => _failures;

    /// <summary>Why from some moment on nothing more was written to the log; null where all was.</summary>
    public string? LostLog { get; private set; }

    /// <summary>Those of them that ran, in the order of their names.</summary>
    public IReadOnlyList<string> FailedInRun => [.. _failedInRun.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Starts Python while something else is done. To be called with the lock in hand: what runs holds it too.</summary>
    public void WarmUp() => _ = FindPython();

    /// <summary>Where everything that modules write goes.</summary>
    public void LogTo(string path)
    {
        lock (_oneLine)
        {
            _log ??= tree.Files.OpenLog(path);
        }
    }

    /// <param name="onLine">Told each line that the module writes.</param>
    /// <returns>How it ended; of one that asked to be run again, the second time.</returns>
    public Task<ModuleResult> RunAsync(ModuleIndex module, Action<string> onLine, CancellationToken stop) => RunLoggedAsync(module.Name, onLine, async take =>
    {
        var result = await RunOnceAsync(module, take, stop);
        return !result.Again ? result
            : await RunOnceAsync(module, take, stop) is { Again: false } second ? second
            : ModuleResult.Failed("it asked to be run again, twice");
    }, stop);

    /// <summary>Asks a module that can say so what it would change; it changes nothing.</summary>
    /// <returns>Null for a module that cannot be asked.</returns>
    /// <inheritdoc cref="RunAsync(ModuleIndex, Action{string}, CancellationToken)"/>
    public async Task<ModuleResult?> CheckAsync(ModuleIndex module, Action<string> onLine, CancellationToken stop)
    {
        try
        {
            return ModuleEntry.Find(tree, module) is { Kind: ModuleEntryKind.Native or ModuleEntryKind.BuiltIn } entry
                ? await RunLoggedAsync(module.Name, onLine, take => NativeModule.RunAsync(tools, Call(entry), NativeModule.Check, NativeContext.Of(tree, module), take, stop), stop)
                : null;
        }
        catch (ShipkeeperException failure)
        {
            return ModuleResult.Failed(failure.Message);
        }
    }

    /// <param name="folder">Where it runs, relative to the tree.</param>
    /// <param name="file">The program, relative to that folder.</param>
    /// <inheritdoc cref="RunAsync(ModuleIndex, Action{string}, CancellationToken)"/>
    public Task<ModuleResult> RunProgramAsync(string name, string folder, string file, Action<string> onLine, CancellationToken stop)
    {
        var call = Limited(ScriptCall.Of(tree.Files, $"{folder}/{file}")) with { WorkingDirectory = tree.Files.Resolve(folder) };
        return RunLoggedAsync(name, onLine, take => RunAsync(call, take, stop), stop);
    }

    public void Remember(string module, string failure) => _failures[module] = failure;

    public void RememberRun(string module, string failure)
    {
        Remember(module, failure);
        _failedInRun[module] = true;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var python in _pythons)
        {
            await python.DisposeAsync();
        }

        if (_log is not null)
        {
            await _log.DisposeAsync();
        }

        _places.Dispose();
    }

    private async Task<ModuleResult> RunLoggedAsync(string name, Action<string> onLine, Func<Action<string>, Task<ModuleResult>> runAsync, CancellationToken stop)
    {
        await _places.WaitAsync(stop);
        var log = new ModuleLog(name, Write, time);
        try
        {
            var result = await runAsync(Take);
            if (result.Error is { } error)
            {
                log.AddError(error);
            }

            return result;
        }
        catch (ShipkeeperException failure)
        {
            log.AddError(failure.Message);
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

    private async Task<ModuleResult> RunOnceAsync(ModuleIndex module, Action<string> onLine, CancellationToken stop)
    {
        var entry = ModuleEntry.Find(tree, module);
        if (entry.Kind is ModuleEntryKind.Python)
        {
            return await FindPython().RunAsync(module, limit, onLine, stop);
        }

        var call = Call(entry);
        return entry.Kind is ModuleEntryKind.Program
            ? await RunAsync(call with { Arguments = [.. call.Arguments, .. module.Arguments ?? []] }, onLine, stop)
            : await NativeModule.RunAsync(tools, call, NativeModule.Apply, NativeContext.Of(tree, module), onLine, stop);
    }

    /// <summary>The one that runs; one that has ended, killed by whomever, has a successor.</summary>
    private PythonHost FindPython()
    {
        lock (_pythons)
        {
            if (_pythons is not [.., { HasEnded: false }])
            {
                _pythons.Add(new(tools, tree.Root, parallel, _environment));
            }

            return _pythons[^1];
        }
    }

    private async Task<ModuleResult> RunAsync(ToolCall call, Action<string> onLine, CancellationToken stop)
    {
        var result = await tools.RunAsync(call, new() { OnOutputLine = onLine, OnErrorLine = onLine }, stop);
        return result.Ok ? new() : ModuleResult.Failed($"it ended with exit code {result.ExitCode}");
    }

    private ToolCall Call(ModuleEntry entry) => Limited(entry.Kind is ModuleEntryKind.BuiltIn
        ? ToolCall.Of(OwnProgram.Path, "modules", "host", "builtin", entry.Path) with { Grace = GraceOfBuiltIns }
        : ScriptCall.Of(tree.Files, entry.Path)) with
    {
        WorkingDirectory = tree.Root,
    };

    private ToolCall Limited(ToolCall call) => call with { Environment = _environment, TimeLimit = limit, OutputLimit = 0 };

    private void Write(byte[] line)
    {
        lock (_oneLine)
        {
            try
            {
                _log?.Write(line);
            }
            catch (IOException failure)
            {
                // A disk that is full is no reason to end modules; the last of them may make room.
                LostLog = failure.Message;
                _log = null;
            }
        }
    }
}
