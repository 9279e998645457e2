using System.Net;
using System.Text.RegularExpressions;

namespace Shipkeeper.Tools.Docker;

/// <summary>
/// Names what is behind an engine's words about a registry. It has one status for most of them and passes on what it was told, so the
/// words are all there is to tell them apart by; what is not recognised stays <c>docker.failed</c>, with the words.
/// </summary>
internal static partial class RegistryRefusal
{
    private const RegexOptions Words = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    /// <param name="status">Of the answer; null for a line in the stream of a pull, which began well.</param>
    /// <param name="trouble">Why no login was found, where there should be one.</param>
    public static ShipkeeperException Explain(ImageReference image, HttpStatusCode? status, string said, string? trouble)
    {
        if (NoSpace().IsMatch(said))
        {
            return DockerErrors.NoSpace($"image '{image}'", said);
        }

        return status is HttpStatusCode.TooManyRequests || RateLimited().IsMatch(said) ? RegistryErrors.RateLimited(image, said)
            : status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden || Login().IsMatch(said) ? RegistryErrors.Login(image, said, trouble)
            : NoPlatform().IsMatch(said) ? RegistryErrors.NoPlatform(image, said)
            : Untrusted().IsMatch(said) ? RegistryErrors.Untrusted(image, said)
            : BadAnswer().IsMatch(said) ? RegistryErrors.BadAnswer(image, said)
            : TimedOut().IsMatch(said) ? RegistryErrors.TimedOut(image, said)
            : Failed().IsMatch(said) ? RegistryErrors.Failed(image, said)
            : Unreachable().IsMatch(said) ? RegistryErrors.Unreachable(image, said)
            : status is HttpStatusCode.NotFound || NotFound().IsMatch(said) ? RegistryErrors.NotFound(image, said)
            : DockerErrors.Failed($"image '{image}'", said);
    }

    [GeneratedRegex("no space left on device|disk quota exceeded", Words)]
    private static partial Regex NoSpace();

    [GeneratedRegex("too ?many ?requests|rate limit", Words)]
    private static partial Regex RateLimited();

    [GeneratedRegex("unauthorized|no basic auth credentials|authentication required|denied|incorrect username or password|403 Forbidden", Words)]
    private static partial Regex Login();

    [GeneratedRegex("no matching manifest|does not match the specified platform|no match for platform", Words)]
    private static partial Regex NoPlatform();

    /// <summary>A handshake that takes too long is a matter of time, not of trust.</summary>
    [GeneratedRegex("x509:|tls: (?!handshake timeout)|certificate|server gave HTTP response to HTTPS client", Words)]
    private static partial Regex Untrusted();

    [GeneratedRegex("verification failed|unexpected EOF|error parsing HTTP|invalid character|media ?type|unsupported manifest|unknown manifest|invalid checksum|digest (mismatch|did not match)|invalid digest|missing or empty Content-Type|exceeds (size )?limit|unexpected commit digest|failed size validation|malformed", Words)]
    private static partial Regex BadAnswer();

    [GeneratedRegex("timeout|timed out|deadline exceeded|request canceled", Words)]
    private static partial Regex TimedOut();

    [GeneratedRegex("unexpected HTTP status|unexpected status( code)?|internal server error|service unavailable|bad gateway|gateway time-?out|received unexpected", Words)]
    private static partial Regex Failed();

    [GeneratedRegex("connection refused|no such host|no route to host|network is unreachable|connection reset|broken pipe|server misbehaving|proxyconnect|dial (tcp|udp)|: EOF", Words)]
    private static partial Regex Unreachable();

    [GeneratedRegex("not found|manifest unknown|name unknown|unknown blob|blob unknown|repository name not known|does not exist", Words)]
    private static partial Regex NotFound();
}
