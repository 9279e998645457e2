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
        var (commit, folder) = await FetchAsync(session, from.Address, name, ct) ?? throw MoveErrors.NoSuchCommit(name, GitErrors.WithoutLogin(from.Address));
        return CandidateFolder.Read(session, current, $"{folder}/{from.Prefix}".TrimEnd('/'), new(SourceKind.Git, name, commit));
    }

    /// <returns>Where the files of the platform come from, and which branch of it is meant when nothing is said; null: from nowhere else.</returns>
    public static async Task<Upstream?> FindOriginAsync(PlatformSession session, CancellationToken ct) => session.Platform.Definition.Source is { } source
        ? new(source.Address, source.Branch, source.Directory is null ? "" : source.Directory + "/")
        : await session.Git.FindUpstreamAsync(session.Platform.Directory, ct);

    /// <summary>What was fetched earlier saves time, and may be damaged: then all is fetched anew, beside it.</summary>
    /// <returns>The commit, and the folder with its files; null where there is none of that name.</returns>
    private static async Task<(string Commit, string Folder)?> FetchAsync(PlatformSession session, string address, string name, CancellationToken ct)
    {
        var isFirst = !session.Files.Exists(Repository);
        try
        {
            if (await FetchIntoAsync(session, Repository, address, name, ct) is { } fetched)
            {
                return fetched;
            }

            if (isFirst || await session.Git.IsWholeAsync(session.Files.Resolve(Repository), ct))
            {
                return null;
            }
        }
        catch (ShipkeeperException failure) when (!isFirst && failure.Code == GitErrors.FailedCode)
        {
            // Whether that was the other side's fault is seen below.
        }

        var anew = $"{Repository}.{Environment.ProcessId}";
        session.Files.Remove(anew);
        try
        {
            var fetched = await FetchIntoAsync(session, anew, address, name, ct);
            session.Files.Remove(Repository);
            session.Files.Rename(anew, Repository);
            return fetched;
        }
        finally
        {
            session.Files.Remove(anew);
        }
    }

    private static async Task<(string Commit, string Folder)?> FetchIntoAsync(PlatformSession session, string repository, string address, string name, CancellationToken ct)
    {
        var place = session.Files.Resolve(repository);
        await session.Git.FetchAsync(place, address, ct);
        return await session.Git.ResolveAsync(place, name, ct) is { } commit
            ? (commit, await CandidateFolder.MakeAsync(session, commit, folder => session.Git.ExportAsync(place, address, commit, folder, ct)))
            : null;
    }
}
