using Shipkeeper.State;

namespace Shipkeeper.Moves;

/// <summary>Which releases are kept.</summary>
internal static class ReleaseRetention
{
    /// <param name="keep">How many, the current one among them.</param>
    /// <param name="needed">Never forgotten.</param>
    /// <param name="next">The release that is about to become current.</param>
    /// <returns>Those beyond that.</returns>
    public static IReadOnlyList<int> Of(ReleaseStore releases, int keep, IReadOnlyCollection<int> needed, int next) =>
        [.. releases.ListNumbers().Append(next).Distinct().OrderDescending().Skip(keep).Except([.. needed, next, releases.ReadStable() ?? next]).Order()];
}
