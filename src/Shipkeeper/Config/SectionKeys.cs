using Shipkeeper.Model;
using Shipkeeper.PlatformFile;
using Shipkeeper.State;
using Shipkeeper.Tools.Cryptography;

namespace Shipkeeper.Config;

/// <summary>The keys with which fields of a section are encrypted: secrets of layer 1.</summary>
internal static class SectionKeys
{
    /// <summary>The names of the secrets, each once.</summary>
    public static IReadOnlyList<string> NamesOf(ConfigSectionDefinition section) =>
        [.. section.Fields.Values.Select(field => field.EncryptedWith?.Text).OfType<string>().Distinct()];

    /// <returns>By the name of the secret.</returns>
    /// <exception cref="ShipkeeperException">A secret is missing, or is no key.</exception>
    public static IReadOnlyDictionary<string, Fernet> Read(Platform platform, ConfigSectionDefinition section) =>
        NamesOf(section).ToDictionary(name => name, name => Read(platform, name));

    /// <summary>What was encrypted with other keys than those that the secrets hold now, also where they hold no key at all.</summary>
    /// <returns>Of the sections and secrets that the platform file still has, in its order.</returns>
    public static IReadOnlyList<RememberedKey> FindChanged(Platform platform, IReadOnlyList<RememberedKey> remembered) =>
    [
        .. from section in platform.Definition.Config.Values
           from name in NamesOf(section)
           from key in remembered
           where key.Section == section.Name && key.SecretName == name && key.Fingerprint != FindFingerprint(platform, name)
           select key,
    ];

    /// <returns>Null when the secret is no key.</returns>
    private static string? FindFingerprint(Platform platform, string secretName) =>
        Fernet.FromKey(SecretsReader.Read(platform, platform.Definition.Secrets[secretName]) ?? "")?.Fingerprint;

    private static Fernet Read(Platform platform, string secretName)
    {
        var value = SecretsReader.Read(platform, platform.Definition.Secrets[secretName]);
        return string.IsNullOrEmpty(value) ? throw ConfigErrors.NoKey(secretName)
            : Fernet.FromKey(value) ?? throw ConfigErrors.KeyInvalid(secretName);
    }
}
