using System.Runtime.ExceptionServices;
using Shipkeeper.Engine.Execution;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Tools.Files;
using Shipkeeper.Tools.Git;

namespace Shipkeeper.Modules;

/// <summary>A run of what a manifest names, for repositories from before modules: one program after another, each for itself.</summary>
/// <param name="patience">How whoever holds the lock is waited for; null for not at all.</param>
internal sealed class LegacyRun(ModuleSession session, ModuleRunner runner, IOperationView view, Patience? patience)
{
    private const string Folder = $"{ModuleTree.StateFolder}/legacy";

    private readonly Operations _operations = session.CreateOperations(runner, patience);

    /// <exception cref="ShipkeeperException">The manifest cannot be read, a file is not the one that it names, or a program failed.</exception>
    public async Task RunAsync(ModuleRequest request, CancellationToken stop)
    {
        ModuleObserver.OriginOf(session, request);
        await using var hold = await session.HoldAsync(_operations, "modules run --legacy", view, stop);
        var found = await FindAsync(session, request, stop);
        session.Tree.Remember(found.Origin);
        var folder = $"{Folder}/{found.Commit}";
        session.Tree.Files.Remove(Folder);
        session.Tree.Files.CreateFolder(Folder);
        await session.Git.ExportAsync(found.Copy, found.Origin.Address, found.Commit, session.Tree.Files.Resolve(folder), stop);
        var ran = await _operations.RunAsync(hold, _ => Task.FromResult(PlanOf(found, folder)), view, stop);
        if (ran?.Cause is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <summary>What would run, every file of it checked. Changes nothing but our own copy of the repository.</summary>
    public static async Task<LegacyView> FindAsync(ModuleSession session, ModuleRequest request, CancellationToken ct)
    {
        var origin = ModuleObserver.OriginOf(session, request);
        var repository = session.RepositoryAt(origin);
        return await session.CopyOf(origin.Address).FetchAsync(origin.Address, copy => ReadAsync(session.Git, repository, copy, origin, ct), ct)
            ?? throw ModuleErrors.NoBranch(GitErrors.WithoutLogin(origin.Address), origin.Branch);
    }

    private static async Task<LegacyView?> ReadAsync(GitTool git, ModuleRepository repository, string copy, ModuleOrigin origin, CancellationToken ct)
    {
        if (await repository.FindCommitAsync(copy, origin.Branch, ct) is not { } commit)
        {
            return null;
        }

        var entries = (await git.ListAsync(copy, commit, ["."], ct)).Where(entry => entry.Kind is GitEntryKind.File or GitEntryKind.Program).ToDictionary(entry => entry.Path);
        if (!entries.TryGetValue(LegacyManifest.FileName, out var manifest) || manifest.Bytes > ModuleIndexReader.MaximumBytes)
        {
            throw ModuleErrors.BadManifest("it is missing, or too large");
        }

        IReadOnlyList<LegacyChild> children = [];
        await git.ReadAsync(copy, [manifest], (_, content) => children = LegacyManifest.Read(content), ct);
        await CheckAsync(git, copy, entries, children, ct);
        return new(copy, origin, commit, children);
    }

    private static async Task CheckAsync(GitTool git, string copy, Dictionary<string, GitEntry> entries, IReadOnlyList<LegacyChild> children, CancellationToken ct)
    {
        var files = children.Select(child => Require(entries, child.File)).DistinctBy(file => file.Path).ToList();
        var sums = new Dictionary<string, string>();
        await git.ReadAsync(copy, files, (file, content) => sums[file.Path] = Sha256Text.Of(content), ct);
        if (children.FirstOrDefault(child => sums[child.File] != child.Sha256) is { } changed)
        {
            throw ModuleErrors.BadManifest($"'{changed.File}' does not have the checksum that it says");
        }
    }

    private static GitEntry Require(Dictionary<string, GitEntry> entries, string path) => entries.GetValueOrDefault(path) is { Bytes: <= ModuleContents.MaximumFileBytes } file
        ? file
        : throw ModuleErrors.BadManifest($"there is no file '{path}', or it is too large");

    private static Plan PlanOf(LegacyView found, string folder) => new()
    {
        Verb = "modules run --legacy",
        Mode = OperationMode.ForwardOnly,
        Stages =
        [
            .. found.Children.Select(child => Stage.Of(RunProgram.Step(new(child.Name, folder, child.File, child.Sha256)))),
            Stage.Of(RequireGoodModules.Step(found.Children.Count)),
        ],
    };
}

/// <param name="Copy">Of the repository.</param>
internal sealed record LegacyView(string Copy, ModuleOrigin Origin, string Commit, IReadOnlyList<LegacyChild> Children);
