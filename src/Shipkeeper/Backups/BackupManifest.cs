using System.Text.Json.Serialization;

namespace Shipkeeper.Backups;

/// <summary>What a backup says of itself: <c>manifest.json</c>. Names are kept; new ones may come.</summary>
/// <param name="Format">Of the backup as a whole.</param>
/// <param name="Release">The number that the release had on its host.</param>
/// <param name="Shipkeeper">The version that has made it.</param>
/// <param name="Images">Service → what it ran.</param>
/// <param name="Database">Null for a platform without one.</param>
/// <param name="Keys">Secrets that are keys → fingerprint, from which no key can be found.</param>
/// <param name="LeftOut">What a reader may expect in it, and why it is not.</param>
internal sealed record BackupManifest(
    int Format,
    string Platform,
    DateTimeOffset At,
    string Operation,
    int Release,
    string Shipkeeper,
    bool PreUpgrade,
    IReadOnlyDictionary<string, BackupImage> Images,
    BackupDatabase? Database,
    IReadOnlyDictionary<string, string> Keys,
    IReadOnlyList<BackupPart> Parts,
    IReadOnlyList<string> LeftOut)
{
    public const int CurrentFormat = 1;

    [JsonIgnore]
    public long Bytes => Parts.Sum(part => part.Bytes);

    [JsonIgnore]
    public bool IsEncrypted => Parts.Any(part => part.Encrypted);

    public BackupPart? Find(PartKind kind) => Parts.FirstOrDefault(part => part.Kind == kind);
}

/// <param name="Digest"><c>name@sha256:…</c>, or the id of an image that was built on its host.</param>
internal sealed record BackupImage(string Reference, string Digest);

/// <summary>The database as it was when the dump saw it.</summary>
/// <param name="Server">The version of PostgreSQL: <c>17.2</c>.</param>
/// <param name="Bytes">On the disk of its server.</param>
/// <param name="Schema">The last migration that was applied; null where migrations have no numbers.</param>
/// <param name="Roles">That something in it belongs to, or is granted to.</param>
/// <param name="Rows">Table, quoted where it must be → its rows.</param>
internal sealed record BackupDatabase(
    string Name, string Server, int Major, long Bytes, int? Schema, IReadOnlyList<string> Roles, IReadOnlyDictionary<string, long> Rows);

/// <param name="Path">Below the folder of the backup.</param>
/// <param name="Bytes">And <paramref name="Sha256"/>: of the file as it lies there, encrypted or not.</param>
/// <param name="Of">What it holds, as the platform names it: a volume of the compose files, a path in the platform directory.</param>
internal sealed record BackupPart(string Path, PartKind Kind, string Of, long Bytes, string Sha256, bool Encrypted);

[JsonConverter(typeof(EnumNameConverter<PartKind>))]
internal enum PartKind
{
    [JsonStringEnumMemberName("database")]
    Database,

    /// <summary>What belongs to the database and is not in its dump: owner, grants, settings.</summary>
    [JsonStringEnumMemberName("database-properties")]
    DatabaseProperties,

    /// <summary>A gzipped tar of a volume.</summary>
    [JsonStringEnumMemberName("volume")]
    Volume,

    /// <summary>A definition file of the release.</summary>
    [JsonStringEnumMemberName("definition")]
    Definition,

    /// <summary>A file that the platform file names.</summary>
    [JsonStringEnumMemberName("file")]
    File,

    /// <summary>A gzipped tar of a folder that the platform file names.</summary>
    [JsonStringEnumMemberName("folder")]
    Folder,

    /// <summary><c>.env</c>; encrypted, always.</summary>
    [JsonStringEnumMemberName("secrets")]
    Secrets,
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(BackupManifest))]
[JsonSerializable(typeof(Snapshots.DatabaseProperties))]
internal sealed partial class BackupsJson : JsonSerializerContext;
