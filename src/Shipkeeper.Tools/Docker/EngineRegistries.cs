using System.Text.RegularExpressions;
using Shipkeeper.Tools.Docker.Wire;

namespace Shipkeeper.Tools.Docker;

/// <summary>
/// Registries, as the engine reaches them: by its own network, proxy and certificates. Errors besides those of every call:
/// <c>registry.*</c>, <c>docker.no-space</c>.
/// </summary>
public sealed partial class EngineRegistries
{
    private const int MostPlatforms = 100;

    private readonly EngineConnection _connection;

    internal EngineRegistries(EngineConnection connection) => _connection = connection;

    /// <summary>Asks what a registry has under a reference now; nothing is fetched. Within 30 s.</summary>
    public async Task<OfferedImage> AskAsync(string reference, FoundLogin login, CancellationToken ct)
    {
        var image = Parse(reference);
        var request = EngineRequest.Get($"/distribution/{EnginePath.Image(image.ToString())}/json", $"image '{image}' in its registry") with
        {
            Login = login.For(image),
            Explain = (status, said) => RegistryRefusal.Explain(image, status, said, login.Trouble),
        };

        // An engine that hangs says so here: what is late after that is the registry.
        await _connection.AgreeAsync(ct);
        try
        {
            return ToOffered(image, await _connection.ReadAsync(request, RegistryJson.Default.DistributionAnswer, ct));
        }
        catch (ShipkeeperException late) when (late.Code == DockerErrors.TimeoutCode)
        {
            throw RegistryErrors.TimedOut(image, $"the engine still waits for it after {request.TimeLimit.TotalSeconds:0.#} s");
        }
    }

    private static ImageReference Parse(string reference) =>
        ImageReference.TryParse(reference, out var image) ? image : throw RegistryErrors.BadReference(reference);

    private static OfferedImage ToOffered(ImageReference image, DistributionAnswer answer)
    {
        var digest = answer.Descriptor?.Digest ?? "";
        if (!IsDigest().IsMatch(digest))
        {
            throw RegistryErrors.BadAnswer(image, digest.Length == 0 ? "it names no digest" : $"'{digest}' is no digest");
        }

        return image.Digest is null || image.Digest == digest
            ? new(digest, [.. PlatformsOf(answer)])
            : throw RegistryErrors.BadAnswer(image, $"it names the digest {digest}");
    }

    private static IEnumerable<ImagePlatform> PlatformsOf(DistributionAnswer answer) =>
        (answer.Platforms ?? []).OfType<PlatformAnswer>().Take(MostPlatforms)
            .Select(platform => new ImagePlatform(platform.Os ?? "", platform.Architecture ?? "", platform.Variant ?? ""));

    [GeneratedRegex(@"\A[a-z0-9]+([+._-][a-z0-9]+)*:[0-9a-f]{32,128}\z", RegexOptions.ExplicitCapture)]
    private static partial Regex IsDigest();
}
