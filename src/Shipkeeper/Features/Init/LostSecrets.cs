using Shipkeeper.PlatformFile;
using Shipkeeper.State;

namespace Shipkeeper.Features.Init;

/// <summary>Generated secrets that the current release was started with, and that are not in <c>.env</c> any more.</summary>
internal static class LostSecrets
{
    /// <param name="putBack">The secret that a person gives now; null: none. Standard input has one value, so the others may go on being lost.</param>
    /// <returns>Names of those that must not be generated: a new key opens no old lock.</returns>
    /// <exception cref="ShipkeeperException">There are some, and nobody gives one of them.</exception>
    public static IReadOnlyCollection<string> Find(PlatformSession session, string? putBack)
    {
        if (session.Releases.ReadCurrent() is not { } release)
        {
            return [];
        }

        var released = PlatformLoader.LoadReleased(session.Files.Root, session.Releases, release).Definition;
        var lost = released.Secrets.Values
            .Where(secret => secret.Origin is SecretOrigin.Generated && string.IsNullOrEmpty(session.Platform.Secrets[secret.Name]))
            .Select(secret => secret.Name)
            .ToList();
        return lost.Count == 0 || (putBack is not null && lost.Contains(putBack)) ? lost : throw InitErrors.SecretsLost(release.Number, lost);
    }
}
