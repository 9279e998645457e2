using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tools.Git;

/// <summary>Where a checkout stands.</summary>
/// <param name="Dirty">Of the paths that were asked for, at least one is not as the commit has it.</param>
/// <param name="Untracked">Files at and below these paths that git does not follow, ignored ones too; relative to the folder that was asked about.</param>
public sealed record Checkout(string Commit, bool Dirty, IReadOnlyList<string> Untracked);

/// <summary>The repository that a checkout follows.</summary>
/// <param name="Address">As git takes it.</param>
/// <param name="Branch">Which of its branches; null where the checkout follows none.</param>
/// <param name="Prefix">The folder inside the repository, with a slash at its end; empty at the top.</param>
public sealed record Upstream(string Address, string? Branch, string Prefix);

/// <summary>Runs git. Errors: <c>git.*</c>, <c>tools.timeout</c>, <c>tools.not-found</c>.</summary>
public sealed class GitTool(IToolRunner tools)
{
    /// <summary>Makes a bare repository, where there is none, what the one at the address is now.</summary>
    /// <exception cref="ShipkeeperException">git.failed</exception>
    public async Task FetchAsync(string repository, string address, CancellationToken ct)
    {
        if (!Directory.Exists(repository))
        {
            await DoAsync(GitCalls.Initialise(repository), address, ct);
        }

        await DoAsync(GitCalls.Fetch(repository, address), address, ct);
    }

    /// <param name="names">Each a branch, a tag or a commit, in this order.</param>
    /// <returns>The commit of the first that leads to one; null where none does.</returns>
    public async Task<string?> ResolveAsync(string repository, IReadOnlyList<string> names, CancellationToken ct)
    {
        var places = names.Where(name => !name.Any(char.IsControl)).SelectMany(name => new[] { $"refs/heads/{name}", $"refs/tags/{name}", name });
        var result = await tools.RunAsync(GitCalls.Resolve(repository, places), ct);
        return result.Ok ? FirstCommit(result.Output) : null;
    }

    /// <summary>Whether all that the branches and tags of a repository lead to is there.</summary>
    public async Task<bool> IsWholeAsync(string repository, CancellationToken ct) => (await tools.RunAsync(GitCalls.Check(repository), ct)).Ok;

    /// <param name="signers">A file of those who may have signed, in the form of ssh-keygen(1), ALLOWED SIGNERS.</param>
    /// <returns>Why the commit has no good signature of anybody of them; null where it has.</returns>
    public async Task<string?> FindSignatureFaultAsync(string repository, string commit, string signers, CancellationToken ct)
    {
        var result = await tools.RunAsync(GitCalls.VerifyCommit(repository, commit, signers), ct);
        return result.Ok ? null
            : ToolErrors.LastLines(result.ErrorOutput) is [.., var words] ? $"git says '{words}'"
            : "it is not signed";
    }

    /// <summary>Every entry at and below some paths of a commit.</summary>
    /// <exception cref="ShipkeeperException">git.failed</exception>
    public async Task<IReadOnlyList<GitEntry>> ListAsync(string repository, string commit, IReadOnlyList<string> paths, CancellationToken ct)
    {
        var result = await tools.RunAsync(GitCalls.ListTree(repository, commit, paths), ct);
        return !result.Ok ? throw GitErrors.Failed(repository, result)
            : result.Truncated ? throw GitErrors.TooMuch(repository)
            : [.. result.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(GitEntry.Parse)];
    }

    /// <summary>Reads files and links of a commit in one call, in their order. Each is held in memory as a whole: the caller knows their sizes.</summary>
    /// <exception cref="ShipkeeperException">git.failed</exception>
    public async Task ReadAsync(string repository, IReadOnlyList<GitEntry> files, Action<GitEntry, byte[]> take, CancellationToken ct)
    {
        var result = files.Count == 0 ? null : await GitObjects.ReadAsync(tools, repository, files, take, ct);
        if (result is { Ok: false })
        {
            throw GitErrors.Failed(repository, result);
        }
    }

    /// <summary>Writes the files of a commit, with those of its submodules, into a new folder.</summary>
    /// <exception cref="ShipkeeperException">git.failed</exception>
    public async Task ExportAsync(string repository, string address, string commit, string folder, CancellationToken ct)
    {
        await DoAsync(GitCalls.CloneEmpty(repository, folder), address, ct);
        await DoAsync(GitCalls.SetAddress(folder, address), address, ct);
        await DoAsync(GitCalls.CheckOut(folder, commit), address, ct);
        if (File.Exists(Path.Combine(folder, ".gitmodules")))
        {
            await DoAsync(GitCalls.CheckOutSubmodules(folder, address), address, ct);
        }
    }

    /// <returns>Null where the folder is in no checkout, or git is not installed.</returns>
    public async Task<Checkout?> FindCheckoutAsync(string folder, IEnumerable<string> paths, CancellationToken ct) =>
        await AskAsync(GitCalls.Resolve(folder, ["HEAD"]), ct) is { } answer && FirstCommit(answer) is { } commit
        && await AskAsync(GitCalls.Changes(folder, paths), ct) is { } changes
        && await AskAsync(GitCalls.Untracked(folder, paths), ct) is { } untracked
            ? new(commit, changes.Length > 0, untracked.Split('\0', StringSplitOptions.RemoveEmptyEntries))
            : null;

    /// <summary>A checkout that knows no other repository is followed itself.</summary>
    /// <returns>Null where the folder is in no checkout, or git is not installed.</returns>
    public async Task<Upstream?> FindUpstreamAsync(string folder, CancellationToken ct)
    {
        if (await AskAsync(GitCalls.Prefix(folder), ct) is not { } prefix)
        {
            return null;
        }

        var followed = (await AskAsync(GitCalls.Upstream(folder), ct) ?? "").Split('\n').FirstOrDefault(line => line.StartsWith('*'))?[1..].Split(' ') ?? [];
        var (remote, branch) = followed is [{ Length: > 0 } name, var place] ? (name, place["refs/heads/".Length..]) : ("origin", null);
        return (await AskAsync(GitCalls.Address(folder, remote), ct) ?? await AskAsync(GitCalls.Top(folder), ct)) is { } address
            ? new(address.StartsWith('.') ? Path.GetFullPath(address, folder) : address, branch, prefix)
            : null;
    }

    /// <returns>Null where git has nothing to say.</returns>
    private async Task<string?> AskAsync(ToolCall call, CancellationToken ct)
    {
        try
        {
            return await tools.RunAsync(call, ct) is { Ok: true } answer ? answer.Output.Trim('\n') : null;
        }
        catch (ShipkeeperException missing) when (missing.Code == ToolErrors.NotFoundCode)
        {
            return null;
        }
    }

    private async Task DoAsync(ToolCall call, string address, CancellationToken ct)
    {
        var result = await tools.RunAsync(call, ct);
        if (!result.Ok)
        {
            throw GitErrors.Failed(address, result);
        }
    }

    /// <param name="answer">To <see cref="GitCalls.Resolve"/>.</param>
    private static string? FirstCommit(string answer) => answer.Split('\n').FirstOrDefault(line => line.Length > 0 && line.All(char.IsAsciiHexDigitLower));
}
