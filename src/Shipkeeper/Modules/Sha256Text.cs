using System.Security.Cryptography;

namespace Shipkeeper.Modules;

/// <summary>SHA-256 sums as text, in lower case.</summary>
internal static class Sha256Text
{
    private const string Prefix = "sha256:";

    public static string Of(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <param name="written">By whomever, in either case, with or without <c>sha256:</c> before it.</param>
    /// <returns>Null where it is none.</returns>
    public static string? TryRead(string written)
    {
        var digits = written.ToLowerInvariant() is var text && text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : text;
        return digits.Length == 2 * SHA256.HashSizeInBytes && digits.All(char.IsAsciiHexDigitLower) ? digits : null;
    }
}
