using Shipkeeper.Model;
using Shipkeeper.Tools.Git;

namespace Shipkeeper.Moves;

/// <summary>
/// The files of a commit. They are fetched into <c>.shipkeeper/source</c>, and never into the tree of the user: from the repository that the
/// platform file names, else from the one that the checkout follows which the platform directory is in.
/// </summary>
internal static class GitCandidate
{
    private const string Repository = "repository.git";

    /// <param name="name">A branch, a tag or a commit.</param>
    /// <exception cref="ShipkeeperException">It is not to be had.</exception>
    public static async Task<Candidate> FetchAsync(PlatformSession session, Release current, string name, CancellationToken ct)
    {
        var from = await FindOriginAsync(session, ct) ?? throw MoveErrors.NoSource(session.Platform.Name);
        session.Files.CreateFolder(CandidateFolder.Root);
        var repository = session.Files.Resolve($"{CandidateFolder.Root}/{Repository}");
        await session.Git.FetchAsync(repository, from.Address, ct);
        var commit = await session.Git.ResolveAsync(repository, name, ct) ?? throw MoveErrors.NoSuchCommit(name, GitErrors.WithoutLogin(from.Address));
        var folder = await CandidateFolder.MakeAsync(session, commit, path => session.Git.ExportAsync(repository, from.Address, commit, path, ct));
        return CandidateFolder.Read(session, current, $"{folder}/{from.Prefix}".TrimEnd('/'), new(SourceKind.Git, name, commit));
    }

    /// <returns>Where the files of the platform come from, and which branch of it is meant when nothing is said; null: from nowhere else.</returns>
    public static async Task<Upstream?> FindOriginAsync(PlatformSession session, CancellationToken ct) => session.Platform.Definition.Source is { } source
        ? new(source.Address, source.Branch, source.Directory is null ? "" : source.Directory + "/")
        : await session.Git.FindUpstreamAsync(session.Platform.Directory, ct);
}
