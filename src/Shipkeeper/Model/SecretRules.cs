using System.Text.RegularExpressions;
using Shipkeeper.PlatformFile;

namespace Shipkeeper.Model;

/// <summary>When a secret of layer 1 will do. Pure; it never says the value.</summary>
internal static partial class SecretRules
{
    private const int ShortestGenerated = 12;

    private static readonly HashSet<string> KnownWeak = new(StringComparer.OrdinalIgnoreCase)
    {
        "password", "passw0rd", "secret", "admin", "root", "postgres", "test", "demo", "default", "letmein", "qwerty",
        "123456", "12345678", "123456789", "password1", "minioadmin", "guest", "user",
    };

    /// <returns>What is wrong with the value, as the end of a sentence; null when nothing is.</returns>
    public static string? FindProblem(SecretDefinition secret, string? value, bool isDev)
    {
        if (value is null)
        {
            return secret.Optional ? null : "is missing";
        }

        if (value.Length == 0)
        {
            return secret.Optional ? null : "is empty";
        }

        if (secret.DevValue is { } fixedValue && value == fixedValue.Text)
        {
            return isDev ? null : "has its fixed value for mode dev, and the mode is not dev";
        }

        return Placeholder().IsMatch(value) ? "is still a placeholder"
            : KnownWeak.Contains(value) ? "has a value that everybody tries first"
            : secret.Origin is SecretOrigin.Generated generated ? FindFormatProblem(generated, value)
            : null;
    }

    private static string? FindFormatProblem(SecretOrigin.Generated generated, string value) => generated.Generator switch
    {
        SecretGenerator.Fernet when !IsFernetKey(value) => "is no Fernet key: 32 bytes in base64",
        SecretGenerator.Hex when !Hexadecimal().IsMatch(value) => "is not hexadecimal",
        _ when value.Length < ShortestGenerated => $"is weak: shorter than {ShortestGenerated} characters",
        _ => null,
    };

    private static bool IsFernetKey(string value)
    {
        Span<byte> key = stackalloc byte[64];
        return Convert.TryFromBase64String(value.Replace('-', '+').Replace('_', '/'), key, out var length) && length == 32;
    }

    [GeneratedRegex(@"^(<.*>|\[.*\]|\$?\{.*\}|.*(change[-_ ]?(me|this)|placeholder|replace[-_ ]?(me|this)|fill[-_ ]?(me|in)|your[-_ ](password|secret|key|token)).*|todo|fixme|x{3,}|\*{3,}|\.{3,}|example|none|null|dummy)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\A([0-9a-fA-F]{2})+\z")]
    private static partial Regex Hexadecimal();
}
