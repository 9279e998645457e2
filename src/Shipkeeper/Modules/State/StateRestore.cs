using Shipkeeper.Tools.Files;
using Shipkeeper.Tools.Processes;
using Shipkeeper.Tools.Systemd;

namespace Shipkeeper.Modules.State;

/// <summary>
/// Puts a module's backup back. Nothing is changed before every byte of it is checked and every file lies beside its place. Then, with the services
/// stopped, files and SQLite; then services, as a server may need its files; then the databases of servers.
/// </summary>
internal sealed class StateRestore(ModuleTree tree, IToolRunner tools, string module)
{
    private readonly StateSlot _slot = new(tree, module);
    private readonly SystemdTool _systemd = new(tools);

    /// <summary>Each with the last words of the program that failed.</summary>
    private readonly List<(string Failure, IReadOnlyList<string> Words)> _failures = [];

    /// <param name="told">Databases with their passwords, which no backup holds.</param>
    /// <param name="stop">Asks not to begin; what has begun is brought to its end.</param>
    /// <exception cref="ShipkeeperException"><c>modules.no-backup</c>, <c>modules.backup-damaged</c>, <c>modules.restore-failed</c></exception>
    public async Task<StateManifest> RunAsync(IReadOnlyList<StateDatabase> told, CancellationToken stop)
    {
        var manifest = await _slot.VerifyAsync(stop);
        var trees = new List<(string Path, ReturningTree Tree)>();
        try
        {
            foreach (var saved in manifest.Files.Where(file => file.Part is not null))
            {
                trees.Add((saved.Path, await LayBesideAsync(saved, trees.Count, stop)));
            }

            stop.ThrowIfCancellationRequested();
            await PutBackAsync(manifest, trees, told);
        }
        finally
        {
            trees.ForEach(tree => tree.Tree.Dispose());
        }

        return _failures.Count == 0 ? manifest : throw StateErrors.NotRestored(module, _failures);
    }

    private async Task<ReturningTree> LayBesideAsync(SavedPath saved, int number, CancellationToken ct)
    {
        ReturningTree? beside = null;
        try
        {
            beside = ReturningTree.Begin(saved.Path, number);
            await using var archive = _slot.Open(saved.Part!);
            var call = StateCalls.Extract(beside.Stage);
            var result = await tools.RunAsync(call, new() { Input = archive }, ct);
            return result.Ok ? beside : throw ToolErrors.Failed(call, result);
        }
        catch (Exception failure)
        {
            beside?.Dispose();
            if (failure is IOException or ShipkeeperException)
            {
                throw StateErrors.NotPrepared(module, saved.Path, failure);
            }

            throw;
        }
    }

    /// <summary>What fails stops nothing else: as much as can be is put back, and the rest is told.</summary>
    private async Task PutBackAsync(StateManifest manifest, List<(string Path, ReturningTree Tree)> trees, IReadOnlyList<StateDatabase> told)
    {
        var databases = manifest.Databases.ToLookup(saved => saved.Database.Kind);
        if (manifest.Files.Count + databases[StateDatabaseKind.Sqlite].Count() > 0)
        {
            await StopAsync(manifest.Services);
        }

        foreach (var absent in manifest.Files.Where(file => file.Part is null))
        {
            await AttemptAsync(absent.Path, () => Task.Run(() => ReturningTree.Remove(absent.Path)));
        }

        foreach (var (path, beside) in trees)
        {
            await AttemptAsync(path, () => Task.Run(beside.PutBack));
        }

        foreach (var saved in databases[StateDatabaseKind.Sqlite])
        {
            await AttemptAsync(saved.Database.Describe(), () => RestoreSqliteAsync(saved));
        }

        await BringBackAsync(manifest.Services);
        foreach (var saved in databases[StateDatabaseKind.Postgresql])
        {
            await AttemptAsync($"database {saved.Database.Describe()}", () => FeedAsync(StateCalls.RestorePostgres(saved.Database.WithPasswordOf(told)), saved.Part));
        }
    }

    private async Task StopAsync(IReadOnlyList<UnitState> services)
    {
        IReadOnlyList<UnitState> now = [];
        await AttemptAsync("services", async () => now = await _systemd.ReadAsync([.. services.Select(service => service.Unit)], CancellationToken.None));
        foreach (var unit in now.Where(unit => unit.Active))
        {
            await AttemptAsync($"service {unit.Unit}", () => _systemd.StopAsync(unit.Unit, CancellationToken.None));
        }
    }

    private async Task BringBackAsync(IReadOnlyList<UnitState> services)
    {
        if (services.Count > 0)
        {
            await AttemptAsync("services", () => _systemd.ReloadAsync(CancellationToken.None));
        }

        foreach (var unit in services)
        {
            await AttemptAsync($"service {unit.Unit}", () => _systemd.BringAsync(unit, CancellationToken.None));
        }
    }

    private async Task RestoreSqliteAsync(SavedDatabase saved)
    {
        using var seen = FolderSeen.TryOf(saved.Database.Name) ?? throw new IOException("its folder is not there");
        await FeedAsync(StateCalls.RestoreSqlite($"{seen.Folder}/{Path.GetFileName(saved.Database.Name)}", seen.Folder), saved.Part);
    }

    private async Task FeedAsync(ToolCall call, string part)
    {
        await using var content = _slot.Open(part);
        if (await tools.RunAsync(call, new() { Input = content }, CancellationToken.None) is { Ok: false } failed)
        {
            throw ToolErrors.Failed(call, failed);
        }
    }

    private async Task AttemptAsync(string what, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception failure) when (failure is IOException or ShipkeeperException or InsufficientExecutionStackException)
        {
            _failures.Add(($"{what}: {failure.Message}", failure is ShipkeeperException known ? known.Details : []));
        }
    }
}
