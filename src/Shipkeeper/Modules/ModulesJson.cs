using System.Text.Json.Serialization;
using Shipkeeper.Modules.SelfUpdate;

namespace Shipkeeper.Modules;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReplaceModuleInput))]
[JsonSerializable(typeof(RecordPackagesInput))]
[JsonSerializable(typeof(RunModuleInput))]
[JsonSerializable(typeof(RunProgramInput))]
[JsonSerializable(typeof(RequireGoodModulesInput))]
[JsonSerializable(typeof(UnprovenModule))]
[JsonSerializable(typeof(ModuleFailure))]
[JsonSerializable(typeof(StageOrchestratorInput))]
[JsonSerializable(typeof(SwitchOrchestratorInput))]
[JsonSerializable(typeof(OrchestratorFailure))]
[JsonSerializable(typeof(OrchestratorReport))]
internal sealed partial class ModulesJson : JsonSerializerContext;
