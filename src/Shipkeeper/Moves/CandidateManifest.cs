using Shipkeeper.Model;
using Shipkeeper.Versions;

namespace Shipkeeper.Moves;

/// <summary>What the manifest of a candidate says to the move.</summary>
internal static class CandidateManifest
{
    private static readonly IReadOnlyDictionary<string, string> NotPulledYet = new Dictionary<string, string>();

    /// <param name="manifest">Null where the candidate has none.</param>
    /// <param name="leaving">The manifest of the current release.</param>
    /// <returns>What a person should know, or read before.</returns>
    /// <exception cref="ShipkeeperException">It does not allow the move.</exception>
    public static IReadOnlyList<string> Check(Manifest? manifest, Manifest? leaving, IReadOnlyDictionary<string, Pin> pins)
    {
        if (manifest is null)
        {
            return [];
        }

        var services = pins.Select(pin => ServiceImage.Of(pin.Key, pin.Value.Reference, pin.Value.RepoDigest, NotPulledYet)).ToList();
        var findings = ManifestRules.Check(manifest, new(services, ProgramVersion.Semantic, leaving?.Release));
        if (findings.Where(finding => finding.Severity is Severity.Error).ToList() is { Count: > 0 } errors)
        {
            throw MoveErrors.Refused(errors);
        }

        return [.. findings.Select(finding => finding.Text), .. ManifestRules.FindGuides(manifest, leaving?.Release).Select(guide => $"read before: {guide.Text}")];
    }
}
