using Shipkeeper.Tools.Git;

namespace Shipkeeper.Modules;

/// <summary>A repository as it is there now. Only our own copy of it is written to.</summary>
/// <param name="signers">A file of those whose signature a commit must have, in the form of ssh-keygen's ALLOWED SIGNERS; null where none is needed.</param>
internal sealed class ModuleRepository(GitTool git, GitCopy copy, string address, string? signers)
{
    private const string OldOrchestrator = "index.py";

    /// <param name="branch">Of all modules that have no other; null for the one that the repository itself names, or the usual ones.</param>
    /// <param name="branches">Module → branch, of those that have one of their own.</param>
    /// <exception cref="ShipkeeperException"><c>git.failed</c>, <c>modules.no-branch</c>, <c>modules.not-signed</c></exception>
    public async Task<RepositoryContents> SyncAsync(string? branch, IReadOnlyDictionary<string, string> branches, CancellationToken ct) =>
        await copy.FetchAsync(address, repository => ReadAsync(repository, branch, branches, ct), ct)
            ?? throw ModuleErrors.NoBranch(GitErrors.WithoutLogin(address), branch);

    private async Task<RepositoryContents?> ReadAsync(string repository, string? branch, IReadOnlyDictionary<string, string> branches, CancellationToken ct)
    {
        if (await FindCommitAsync(repository, branch, ct) is not { } commit)
        {
            return null;
        }

        var contents = await ReadCommitAsync(repository, commit, [ModuleTree.ModulesFolder + "/", ModuleIndex.FileName, OldOrchestrator, LegacyManifest.FileName], ct);
        var modules = contents.Modules;
        foreach (var (module, own) in branches.Where(own => own.Value != branch))
        {
            var ofOther = await FindCommitAsync(repository, own, ct) is { } other ? (await ReadCommitAsync(repository, other, [ModuleTree.PathOf(module)], ct)).Modules : [];
            modules = [.. modules.Where(known => known.Name != module), .. ofOther is [var found] ? [found] : new[] { Missing(module, commit, own) }];
        }

        return contents with { Modules = [.. modules.OrderBy(module => module.Name, StringComparer.Ordinal)] };
    }

    /// <returns>Null where the repository has no such branch.</returns>
    /// <exception cref="ShipkeeperException"><c>modules.not-signed</c></exception>
    public async Task<string?> FindCommitAsync(string repository, string? branch, CancellationToken ct)
    {
        if (await git.ResolveAsync(repository, branch is null ? ["main", "master"] : [branch], ct) is not { } commit)
        {
            return null;
        }

        if (signers is not null && !File.Exists(signers))
        {
            throw ModuleErrors.NoSigners(GitErrors.WithoutLogin(address), signers);
        }

        return signers is null || await git.FindSignatureFaultAsync(repository, commit, signers, ct) is not { } fault ? commit
            : throw ModuleErrors.NotSigned(GitErrors.WithoutLogin(address), commit, fault);
    }

    private async Task<RepositoryContents> ReadCommitAsync(string repository, string commit, IReadOnlyList<string> paths, CancellationToken ct)
    {
        var entries = await git.ListAsync(repository, commit, paths, ct);
        var members = entries.Where(entry => entry.Path.Count(letter => letter == '/') == 1).ToLookup(entry => entry.Kind);
        var folders = members[GitEntryKind.Folder];
        var files = entries.Where(entry => entry.Kind is not GitEntryKind.Folder && entry.Path.Count(letter => letter == '/') > 1).ToLookup(entry => entry.Path.Split('/')[1]);
        var contents = await ReadContentsAsync(repository, [.. entries.Where(entry => IsReadableIndex(entry) || IsReadableLink(entry))], ct);
        var modules =
            from folder in folders.GroupBy(folder => folder.Path)
            let name = folder.Key[(ModuleTree.ModulesFolder.Length + 1)..]
            where HasIndex(name)
            let module = new RepositoryModule(name, commit, folder.First().Id, [.. files[name]], null)
            select folder.Count() == 1 ? Judge(module, contents) : module with { Problem = ModuleErrors.Unsafe(name, "its folder is there twice") };
        var withoutIndex = folders.Concat(members[GitEntryKind.Link])
            .Select(member => member.Path[(ModuleTree.ModulesFolder.Length + 1)..])
            .Where(name => ModuleName.IsValid(name) && !HasIndex(name))
            .Distinct();
        return new(address, commit, [.. modules], [.. withoutIndex], contents.GetValueOrDefault(ModuleIndex.FileName), Has(OldOrchestrator), Has(LegacyManifest.FileName));

        bool Has(string path) => entries.Any(entry => entry.Path == path);

        bool HasIndex(string name) => files[name].Any(file => file.Path == ModuleTree.IndexOf(name));
    }

    private async Task<Dictionary<string, byte[]>> ReadContentsAsync(string repository, IReadOnlyList<GitEntry> files, CancellationToken ct)
    {
        var contents = new Dictionary<string, byte[]>();
        await git.ReadAsync(repository, files, (file, content) => contents[file.Path] = content, ct);
        return contents;
    }

    private static bool IsReadableLink(GitEntry entry) => entry.Kind is GitEntryKind.Link && entry.Bytes <= ModuleContents.LongestPath;

    private static bool IsReadableIndex(GitEntry entry) =>
        entry.Kind is GitEntryKind.File or GitEntryKind.Program
        && entry.Bytes <= ModuleIndexReader.MaximumBytes
        && entry.Path.Split('/') is [ModuleIndex.FileName] or [_, _, ModuleIndex.FileName];

    /// <param name="contents">Of indexes and links: path → content.</param>
    private RepositoryModule Judge(RepositoryModule module, Dictionary<string, byte[]> contents)
    {
        var path = ModuleTree.IndexOf(module.Name);
        var index = module.Entries.Any(entry => entry.Path == path && IsReadableIndex(entry)) ? contents.GetValueOrDefault(path) : null;
        try
        {
            return ModuleContents.FindFault(module.Name, module.Entries, contents) is { } fault ? module with { Problem = ModuleErrors.Unsafe(module.Name, fault) }
                : index is null ? module with { Problem = ModuleErrors.Unsafe(module.Name, $"its {ModuleIndex.FileName} is no plain file, or too large") }
                : module with { Index = ModuleIndexReader.Read(module.Name, index, $"{GitErrors.WithoutLogin(address)}: {path}") };
        }
        catch (ShipkeeperException problem)
        {
            return module with { Problem = problem };
        }
    }

    private RepositoryModule Missing(string module, string commit, string branch) =>
        new(module, commit, "", [], null, ModuleErrors.NotOnBranch(module, branch, GitErrors.WithoutLogin(address)));
}
