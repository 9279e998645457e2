using Shipkeeper.Model;
using Shipkeeper.Tools.Git;

namespace Shipkeeper.Moves;

/// <summary>
/// The files of a commit. They are fetched into <c>.shipkeeper/source</c>, and never into the tree of the user: from the repository that the
/// platform file names, else from the one that the checkout follows which the platform directory is in.
/// </summary>
internal static class GitCandidate
{
    private const string Repository = $"{CandidateFolder.Root}/repository.git";

    /// <param name="name">A branch, a tag or a commit.</param>
    /// <exception cref="ShipkeeperException">It is not to be had.</exception>
    public static async Task<Candidate> FetchAsync(PlatformSession session, Release current, string name, CancellationToken ct)
    {
        var from = await FindOriginAsync(session, ct) ?? throw MoveErrors.NoSource(session.Platform.Name);
        session.Files.CreateFolder(CandidateFolder.Root);
        var fetched = await new GitCopy(session.Git, session.Files, Repository).FetchAsync(from.Address, repository => ExportAsync(session, repository, from.Address, name, ct), ct)
            ?? throw MoveErrors.NoSuchCommit(name, GitErrors.WithoutLogin(from.Address));
        return CandidateFolder.Read(session, current, $"{fetched.Folder}/{from.Prefix}".TrimEnd('/'), new(SourceKind.Git, name, fetched.Commit));
    }

    /// <returns>Where the files of the platform come from, and which branch of it is meant when nothing is said; null: from nowhere else.</returns>
    public static async Task<Upstream?> FindOriginAsync(PlatformSession session, CancellationToken ct) => session.Platform.Definition.Source is { } source
        ? new(source.Address, source.Branch, source.Directory is null ? "" : source.Directory + "/")
        : await session.Git.FindUpstreamAsync(session.Platform.Directory, ct);

    /// <returns>Null where there is no commit of that name.</returns>
    private static async Task<Fetched?> ExportAsync(PlatformSession session, string repository, string address, string name, CancellationToken ct) =>
        await session.Git.ResolveAsync(repository, [name], ct) is { } commit
            ? new(commit, await CandidateFolder.MakeAsync(session, commit, folder => session.Git.ExportAsync(repository, address, commit, folder, ct)))
            : null;

    private sealed record Fetched(string Commit, string Folder);
}
