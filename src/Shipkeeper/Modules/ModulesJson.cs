using System.Text.Json.Serialization;

namespace Shipkeeper.Modules;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReplaceModuleInput))]
[JsonSerializable(typeof(RecordPackagesInput))]
[JsonSerializable(typeof(RunModuleInput))]
[JsonSerializable(typeof(RunProgramInput))]
[JsonSerializable(typeof(RequireGoodModulesInput))]
[JsonSerializable(typeof(UnprovenModule))]
[JsonSerializable(typeof(ModuleFailure))]
internal sealed partial class ModulesJson : JsonSerializerContext;
