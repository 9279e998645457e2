using System.Text.Json.Serialization;
using Shipkeeper.Migrations;

namespace Shipkeeper.Features.Migrate;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(MigrationReport))]
internal sealed partial class MigrateJson : JsonSerializerContext;
