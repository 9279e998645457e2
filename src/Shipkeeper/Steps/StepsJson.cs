using System.Text.Json.Serialization;

namespace Shipkeeper.Steps;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ConvergeServicesInput))]
[JsonSerializable(typeof(PrepareServicesInput))]
[JsonSerializable(typeof(OpenGateInput))]
[JsonSerializable(typeof(StopServicesInput))]
[JsonSerializable(typeof(RestartServicesInput))]
[JsonSerializable(typeof(RunMigrationsInput))]
[JsonSerializable(typeof(RunMigrationCommandInput))]
[JsonSerializable(typeof(RunHookInput))]
[JsonSerializable(typeof(HookContext))]
[JsonSerializable(typeof(ProvisionSectionInput))]
[JsonSerializable(typeof(RequireConfigInput))]
[JsonSerializable(typeof(BarConnectionsInput))]
[JsonSerializable(typeof(OpenConnectionsInput))]
[JsonSerializable(typeof(TakeSnapshotInput))]
[JsonSerializable(typeof(RestoreSnapshotInput))]
[JsonSerializable(typeof(DropOldDatabasesInput))]
internal sealed partial class StepsJson : JsonSerializerContext;
