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
[JsonSerializable(typeof(PullExactInput))]
[JsonSerializable(typeof(RecordReleaseInput))]
[JsonSerializable(typeof(CommitReleaseInput))]
[JsonSerializable(typeof(SecureWayBackInput))]
[JsonSerializable(typeof(PlaceFilesInput))]
[JsonSerializable(typeof(BakeServicesInput))]
[JsonSerializable(typeof(RemoveServicesInput))]
[JsonSerializable(typeof(RetireReleasesInput))]
internal sealed partial class StepsJson : JsonSerializerContext;
