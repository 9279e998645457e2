using Shipkeeper.Model;
using Shipkeeper.State;

namespace Shipkeeper.Moves;

/// <summary>Where the files of a candidate come from.</summary>
internal static class CandidateSources
{
    /// <exception cref="ShipkeeperException">They are not to be had; or they come from elsewhere, and some that they would replace are not as released.</exception>
    public static async Task<Candidate> FindAsync(PlatformSession session, Release current, MoveRequest request, CancellationToken ct)
    {
        var source = SourceOf(session, request);
        if (source.Kind is SourceKind.Files)
        {
            return Candidate.OnDisk(session);
        }

        var candidate = source.Kind is SourceKind.Bundle
            ? await BundleCandidate.ReadAsync(session, current, source.Name!, request.Fetches, ct)
            : await GitCandidate.FetchAsync(session, current, source.Name!, ct);
        CandidateReader.RefuseEdited(session, current, $"the files of {source} would take their place", edit => edit.Kind is EditKind.Setting || !candidate.Leaves(edit.Path, current));
        return candidate;
    }

    /// <summary>
    /// Asks Compose early for the model that <see cref="CandidateReader"/> will need, where it is that of the files in their places, and greets the
    /// engine meanwhile.
    /// </summary>
    public static void ReadAhead(PlatformSession session, MoveRequest request, CancellationToken ct)
    {
        _ = Task.Run(() => session.Docker.GreetAsync(), ct);
        try
        {
            if (SourceOf(session, request).Kind is SourceKind.Files)
            {
                session.Ahead.AskModel(session.ComposeProject(release: null), ct);
            }
        }
        catch (ShipkeeperException)
        {
            // What is wrong with the files is said when they are needed: after what is unfinished has been ended.
        }
    }

    /// <summary>One service moves on the files of the release that is there.</summary>
    private static ReleaseSource SourceOf(PlatformSession session, MoveRequest request) =>
        request.Services.Count > 0 ? new(SourceKind.Files)
        : request.To ?? (session.Platform.Definition.Source is { } origin ? new(SourceKind.Git, origin.Branch) : new(SourceKind.Files));
}
