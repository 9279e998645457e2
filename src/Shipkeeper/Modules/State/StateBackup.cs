using Shipkeeper.Tools.Files;
using Shipkeeper.Tools.Processes;
using Shipkeeper.Tools.Systemd;

namespace Shipkeeper.Modules.State;

/// <summary>Takes the backup of a module: everything is written beside the one that is kept, read again, and only then kept instead.</summary>
internal sealed class StateBackup(ModuleTree tree, IToolRunner tools, TimeProvider time, string module)
{
    private const int MostTries = 3;
    private const int ChangedMeanwhile = 1;

    private readonly StateSlot _slot = new(tree, module);

    /// <exception cref="ShipkeeperException"><c>modules.bad-state</c>, <c>modules.backup-failed</c>: the backup before it is still there.</exception>
    public async Task<StateManifest> TakeAsync(StateRequest request, CancellationToken ct)
    {
        Check(request);
        try
        {
            _slot.BeginNew();
            var manifest = await WriteAsync(request, ct);
            await _slot.KeepNewAsync(manifest, ct);
            return manifest;
        }
        catch (ShipkeeperException failure) when (failure.Code.Name.StartsWith("file.", StringComparison.Ordinal) || failure.Code.Name.StartsWith("tools.", StringComparison.Ordinal))
        {
            _slot.AbandonNew();
            throw StateErrors.NotTaken(module, "what was to be kept", failure.Message, failure.Hint, failure.Details, failure);
        }
        catch
        {
            _slot.AbandonNew();
            throw;
        }
    }

    private void Check(StateRequest request)
    {
        if (request.IsEmpty)
        {
            throw StateErrors.BadRequest($"module '{module}' names no file, service or database");
        }

        var kept = tree.Files.Resolve(StateSlot.Root);
        if (request.Files.FirstOrDefault(path => StatePath.IsInside(kept, path) || StatePath.IsInside(path, kept)) is { } inside)
        {
            throw StateErrors.BadRequest($"'{inside}' holds the backups themselves");
        }
    }

    private async Task<StateManifest> WriteAsync(StateRequest request, CancellationToken ct)
    {
        var (files, databases, parts) = (new List<SavedPath>(), new List<SavedDatabase>(), new List<SavedPart>());
        foreach (var path in request.Files)
        {
            var part = await ArchiveAsync(path, $"files-{files.Count}.tar", ct);
            files.Add(new(path, part?.Name));
            parts.AddRange(part is null ? [] : [part]);
        }

        foreach (var database in request.Databases)
        {
            var part = await DumpAsync(database, $"database-{databases.Count}", ct);
            databases.Add(new(database, part.Name));
            parts.Add(part);
        }

        var services = await new SystemdTool(tools).ReadAsync(request.Services, ct);
        return new(StateManifest.CurrentFormat, module, request.Description, time.GetUtcNow(), files, services, databases, parts);
    }

    /// <returns>Null where nothing has that name.</returns>
    private async Task<SavedPart?> ArchiveAsync(string path, string name, CancellationToken ct)
    {
        using var seen = See(path);
        if (seen is not { HasEntry: true })
        {
            return null;
        }

        if (seen.IsSocket)
        {
            throw StateErrors.FileNotTaken(module, path, "a socket cannot be kept");
        }

        for (var tries = 1; ; tries++)
        {
            ToolResult? result = null;
            var call = StateCalls.Archive(seen.Folder, Path.GetFileName(path));
            var part = await _slot.AddAsync(name, async file => result = await tools.RunAsync(call, new() { Output = file }, ct));
            if (result!.Ok)
            {
                return part;
            }

            if (result.ExitCode != ChangedMeanwhile || tries == MostTries)
            {
                var reason = result.ExitCode == ChangedMeanwhile ? "it kept changing while it was read" : "tar could not read all of it";
                throw StateErrors.FileNotTaken(module, path, reason, ToolErrors.LastLines(result.ErrorOutput));
            }
        }
    }

    private async Task<SavedPart> DumpAsync(StateDatabase database, string name, CancellationToken ct)
    {
        using var seen = database.Kind is StateDatabaseKind.Sqlite
            ? See(database.Name) ?? throw StateErrors.FileNotTaken(module, database.Name, "its folder is not there")
            : null;
        var call = seen is null ? StateCalls.DumpPostgres(database) : StateCalls.DumpSqlite($"{seen.Folder}/{Path.GetFileName(database.Name)}", _slot.NewFolder);
        ToolResult? result = null;
        var part = await _slot.AddAsync(name, async file => result = await tools.RunAsync(call, new() { Output = file }, ct));
        Require(result!, database);
        if (seen is null)
        {
            await using var dump = _slot.OpenNew(name);
            Require(await tools.RunAsync(StateCalls.ReadDump(), new() { Input = dump }, ct), database);
        }

        return part;
    }

    private void Require(ToolResult result, StateDatabase database)
    {
        if (!result.Ok)
        {
            var words = ToolErrors.LastLines(result.ErrorOutput);
            throw StateErrors.NotTaken(module, $"database {database.Describe()}", "it could not be read", $"mend what its program says, then: shipkeeper modules backup {module}", words);
        }
    }

    private FolderSeen? See(string path)
    {
        try
        {
            return FolderSeen.TryOf(path);
        }
        catch (IOException failure)
        {
            throw StateErrors.NotTaken(module, path, failure.Message, $"ls -ld {CommandLine.Of([path])}", inner: failure);
        }
    }
}
