using Shipkeeper.Model;
using Shipkeeper.PlatformFile;
using Shipkeeper.Tools.Cryptography;

namespace Shipkeeper.Config;

/// <summary>A section as the database gets it: its values hashed, encrypted or as they are, and the keys that this took.</summary>
/// <param name="Values">By field; those that are kept are not in it.</param>
/// <param name="Fingerprints">Of the keys, by the name of their secret.</param>
/// <param name="Redaction">Takes what was entered out of the words that a server writes about it.</param>
internal sealed record StoredSection(
    ConfigSectionDefinition Section,
    IReadOnlyDictionary<string, string?> Values,
    IReadOnlyDictionary<string, string> Fingerprints,
    Redaction Redaction)
{
    /// <param name="keys">By the name of their secret.</param>
    /// <exception cref="ShipkeeperException">The system has no bcrypt.</exception>
    public static StoredSection Of(SectionValues values, IReadOnlyDictionary<string, Fernet> keys, DateTimeOffset now)
    {
        var written = values.Fields.Where(value => value.Origin is not ValueOrigin.Kept).ToList();
        var encrypted = written.Where(value => value.Text is not null).Select(value => value.Field.EncryptedWith?.Text).OfType<string>().Distinct();
        return new(
            values.Section,
            written.ToDictionary(value => value.Field.Name, value => Stored(value, keys, now)),
            encrypted.ToDictionary(name => name, name => keys[name].Fingerprint),
            new(written.Where(value => value.Field.IsSecret).Select(value => value.Text ?? ""), shortest: 1));
    }

    private static string? Stored(FieldValue value, IReadOnlyDictionary<string, Fernet> keys, DateTimeOffset now) => value switch
    {
        { Text: null } => null,
        { Field.Store: FieldStore.Bcrypt } => Bcrypt.Hash(value.Text),
        { Field.Store: FieldStore.Fernet } => keys[value.Field.EncryptedWith!].Encrypt(value.Text, now),
        _ => value.Text,
    };
}
