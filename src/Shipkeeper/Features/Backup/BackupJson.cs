using System.Text.Json.Serialization;

namespace Shipkeeper.Features.Backup;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(WriteBackupInput))]
[JsonSerializable(typeof(VerifyBackupInput))]
internal sealed partial class BackupJson : JsonSerializerContext;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true)]
[JsonSerializable(typeof(IReadOnlyList<BackupReport>))]
internal sealed partial class BackupReportJson : JsonSerializerContext;
