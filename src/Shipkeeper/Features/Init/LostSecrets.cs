using Shipkeeper.PlatformFile;
using Shipkeeper.State;

namespace Shipkeeper.Features.Init;

/// <summary>Generated secrets that the current release was started with, and that are not in <c>.env</c> any more.</summary>
internal static class LostSecrets
{
    /// <exception cref="ShipkeeperException">There are some: a new key opens no old lock.</exception>
    public static void Refuse(PlatformSession session)
    {
        if (session.Releases.ReadCurrent() is not { } release)
        {
            return;
        }

        var released = PlatformLoader.LoadReleased(session.Files.Root, session.Releases, release).Definition;
        var lost = released.Secrets.Values
            .Where(secret => secret.Origin is SecretOrigin.Generated && string.IsNullOrEmpty(session.Platform.Secrets[secret.Name]))
            .Select(secret => secret.Name)
            .ToList();
        if (lost.Count > 0)
        {
            throw InitErrors.SecretsLost(release.Number, lost);
        }
    }
}
