using System.Text.Json.Serialization;

namespace Shipkeeper.Tools.Docker.Wire;

[JsonSourceGenerationOptions(
    PropertyNameCaseInsensitive = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(VersionAnswer))]
[JsonSerializable(typeof(InfoAnswer))]
[JsonSerializable(typeof(ContainerListAnswer[]))]
[JsonSerializable(typeof(ContainerAnswer))]
[JsonSerializable(typeof(NetworkAnswer))]
[JsonSerializable(typeof(NetworkAnswer[]))]
[JsonSerializable(typeof(VolumesAnswer))]
[JsonSerializable(typeof(ImageListAnswer[]))]
[JsonSerializable(typeof(ImageAnswer))]
[JsonSerializable(typeof(EventAnswer))]
[JsonSerializable(typeof(ExecCreatedAnswer))]
[JsonSerializable(typeof(ExecAnswer))]
[JsonSerializable(typeof(ExecCreateBody))]
[JsonSerializable(typeof(ExecStartBody))]
[JsonSerializable(typeof(ConnectBody))]
[JsonSerializable(typeof(DisconnectBody))]
[JsonSerializable(typeof(UpdateBody))]
[JsonSerializable(typeof(ContainerCreateBody))]
[JsonSerializable(typeof(ContainerCreatedAnswer))]
[JsonSerializable(typeof(ContainerRecipeAnswer))]
[JsonSerializable(typeof(WaitAnswer))]
[JsonSerializable(typeof(VolumeCreateBody))]
[JsonSerializable(typeof(VolumeAnswer))]
[JsonSerializable(typeof(DiskUseAnswer))]
[JsonSerializable(typeof(Dictionary<string, string[]>))]
internal sealed partial class EngineJson : JsonSerializerContext;
