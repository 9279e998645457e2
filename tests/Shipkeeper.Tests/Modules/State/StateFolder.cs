using Shipkeeper.Modules;
using Shipkeeper.Modules.State;
using Shipkeeper.Tools.Files;
using Shipkeeper.Tools.Processes;
using ChildProcess = Shipkeeper.Tests.Files.ChildProcess;

namespace Shipkeeper.Tests.Modules.State;

/// <summary>A module's backup, and what it is of.</summary>
internal sealed class StateFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public StateFolder(string? at = null)
    {
        Tree = at ?? PathOf("tree");
        Directory.CreateDirectory(Tree);
    }

    public string Tree { get; }

    public string Slot => Path.Combine(Tree, ".shipkeeper/state/website");

    public IToolRunner Tools { get; init; } = new ToolRunner(TimeProvider.System);

    private ModuleTree Modules => new(new RootedFiles(Tree));

    public string PathOf(string name) => Path.Combine(_folder.Path, name);

    public string Write(string name, string text) => _folder.Write(name, text);

    /// <summary>Runs a line of shell in the folder.</summary>
    public string Shell(string line) => ChildProcess.Output("sh", "-euc", $"cd '{_folder.Path}'\n{line}");

    public Task<StateManifest> BackupAsync(params IReadOnlyList<string> files) => BackupAsync(new StateRequest(null, files, [], []));

    public Task<StateManifest> BackupAsync(StateRequest request) => new StateBackup(Modules, Tools, TimeProvider.System, "website").TakeAsync(request, TestContext.Current.CancellationToken);

    public Task<StateManifest> RestoreAsync(params IReadOnlyList<StateDatabase> told) => new StateRestore(Modules, Tools, "website").RunAsync(told, TestContext.Current.CancellationToken);

    public void Dispose()
    {
        // Some names here are none that the runtime can write.
        ChildProcess.Output("sh", "-c", $"rm -rf '{_folder.Path}'/*");
        _folder.Dispose();
    }
}
