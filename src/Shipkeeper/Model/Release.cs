using System.Text.Json.Serialization;

namespace Shipkeeper.Model;

/// <summary>Immutable record of what a platform is. Kept as <c>releases/NNNN/release.json</c>.</summary>
/// <param name="From">The release before it; null for the first.</param>
/// <param name="Settings">Install-time choices by name, by value.</param>
/// <param name="Files">Definition files, path → SHA-256; their bytes are kept beside the record.</param>
/// <param name="Folders">Folders of which every file is a definition file, so that a new one is noticed.</param>
/// <param name="SecretFiles">Files that hold secrets, path → keyed hash; never their content.</param>
/// <param name="Migrations">That one of the folders which holds migrations; null where there is none.</param>
internal sealed record Release(
    int Number,
    int? From,
    DateTimeOffset RecordedAt,
    string Actor,
    string Operation,
    IReadOnlyDictionary<string, string> Settings,
    IReadOnlyDictionary<string, string> Files,
    IReadOnlyList<string> Folders,
    IReadOnlyDictionary<string, string> SecretFiles,
    IReadOnlyDictionary<string, ReleasedService> Services,
    string? Migrations = null)
{
    public IEnumerable<string> ServicesOf(Layer layer) => Services.Where(service => service.Value.Layer == layer).Select(service => service.Key);
}

/// <summary>One service as its release resolved it.</summary>
/// <param name="ConfigHash">What Compose labels a container with that is as this release wants it.</param>
/// <param name="Completes">Others wait for it to end well: it is good when it has exited with 0.</param>
/// <param name="DependsOn">Service → Compose's condition on it: service_started, service_healthy, service_completed_successfully.</param>
/// <param name="BindSources">Definition files and folders that are mounted into it, relative to the platform directory.</param>
/// <param name="ContainerName">Where the files set one; else Compose names containers project-service-number.</param>
internal sealed record ReleasedService(
    Layer Layer,
    Pin Pin,
    string ConfigHash,
    int Replicas,
    bool Completes,
    IReadOnlyDictionary<string, string> DependsOn,
    IReadOnlyList<string> BindSources,
    string? ContainerName = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Release))]
internal sealed partial class ReleaseJson : JsonSerializerContext;
