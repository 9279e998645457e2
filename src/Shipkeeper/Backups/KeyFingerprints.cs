using Shipkeeper.Model;
using Shipkeeper.State;
using Shipkeeper.Tools.Cryptography;

namespace Shipkeeper.Backups;

/// <summary>Tells keys apart without telling them: secrets that are keys of Fernet, by their fingerprints.</summary>
internal static class KeyFingerprints
{
    public static IReadOnlyDictionary<string, string> Of(Platform platform) => platform.Definition.Secrets.Values
        .Select(secret => (secret.Name, Key: Fernet.FromKey(SecretsReader.Read(platform, secret) ?? "")))
        .Where(secret => secret.Key is not null)
        .ToDictionary(secret => secret.Name, secret => secret.Key!.Fingerprint);

    /// <returns>Names of the keys that are not those of the backup.</returns>
    public static IReadOnlyList<string> FindChanged(Platform platform, BackupManifest manifest)
    {
        var now = Of(platform);
        return [.. manifest.Keys.Where(key => now.GetValueOrDefault(key.Key) != key.Value).Select(key => key.Key)];
    }
}
