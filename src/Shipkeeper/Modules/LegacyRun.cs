using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using Shipkeeper.Engine.Execution;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Tools.Git;

namespace Shipkeeper.Modules;

/// <summary>A run of what a manifest names, for repositories from before modules: one program after another, each for itself.</summary>
internal sealed class LegacyRun(ModuleSession session, ModuleRunner runner, IOperationView view)
{
    private const string Folder = $"{ModuleTree.StateFolder}/legacy";

    private readonly Operations _operations = session.CreateOperations(runner);

    /// <exception cref="ShipkeeperException">The manifest cannot be read, a file is not the one that it names, or a program failed.</exception>
    public async Task RunAsync(ModuleRequest request, CancellationToken stop)
    {
        await using var hold = await session.HoldAsync(_operations, "modules run --legacy", view, stop);
        var found = await FindAsync(session, request, stop);
        var folder = $"{Folder}/{found.Commit}";
        session.Tree.Files.Remove(Folder);
        session.Tree.Files.CreateFolder(Folder);
        await session.Git.ExportAsync(found.Repository, found.Address, found.Commit, session.Tree.Files.Resolve(folder), stop);
        var ran = await _operations.RunAsync(hold, _ => Task.FromResult(PlanOf(found.Children, folder)), view, stop);
        if (ran?.Cause is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <summary>What would run, every file of it checked. Changes nothing but our own copy of the repository.</summary>
    public static async Task<LegacyView> FindAsync(ModuleSession session, ModuleRequest request, CancellationToken ct)
    {
        var (address, branch) = ModuleObserver.OriginOf(session, request);
        return await session.CopyOf(address).FetchAsync(address, repository => ReadAsync(session.Git, repository, address, branch, ct), ct)
            ?? throw ModuleErrors.NoBranch(GitErrors.WithoutLogin(address), branch);
    }

    private static async Task<LegacyView?> ReadAsync(GitTool git, string repository, string address, string? branch, CancellationToken ct)
    {
        if (await ModuleRepository.FindCommitAsync(git, repository, branch, ct) is not { } commit)
        {
            return null;
        }

        var entries = (await git.ListAsync(repository, commit, ["."], ct)).Where(entry => entry.Kind is GitEntryKind.File or GitEntryKind.Program).ToDictionary(entry => entry.Path);
        if (!entries.TryGetValue(LegacyManifest.FileName, out var manifest) || manifest.Bytes > ModuleIndexReader.MaximumBytes)
        {
            throw ModuleErrors.BadManifest("it is missing, or too large");
        }

        IReadOnlyList<LegacyChild> children = [];
        await git.ReadAsync(repository, [manifest], (_, content) => children = LegacyManifest.Read(content), ct);
        await CheckAsync(git, repository, entries, children, ct);
        return new(repository, address, commit, children);
    }

    private static async Task CheckAsync(GitTool git, string repository, Dictionary<string, GitEntry> entries, IReadOnlyList<LegacyChild> children, CancellationToken ct)
    {
        var files = children
            .Select(child => entries.GetValueOrDefault(child.File) is { Bytes: <= ModuleContents.MaximumFileBytes } file ? file : throw ModuleErrors.BadManifest($"there is no file '{child.File}', or it is too large"))
            .DistinctBy(file => file.Path)
            .ToList();
        var sums = new Dictionary<string, string>();
        await git.ReadAsync(repository, files, (file, content) => sums[file.Path] = Convert.ToHexStringLower(SHA256.HashData(content)), ct);
        if (children.FirstOrDefault(child => sums[child.File] != child.Sha256) is { } changed)
        {
            throw ModuleErrors.BadManifest($"'{changed.File}' does not have the checksum that it says");
        }
    }

    private static Plan PlanOf(IReadOnlyList<LegacyChild> children, string folder) => new()
    {
        Verb = "modules run --legacy",
        Mode = OperationMode.ForwardOnly,
        Stages = [.. children.Select(child => Stage.Of(RunProgram.Step(new(child.Name, folder, child.File)))), Stage.Of(RequireGoodModules.Step(children.Count))],
    };
}

/// <param name="Repository">Our copy of it.</param>
internal sealed record LegacyView(string Repository, string Address, string Commit, IReadOnlyList<LegacyChild> Children);
