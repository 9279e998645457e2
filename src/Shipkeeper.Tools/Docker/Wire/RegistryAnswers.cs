using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shipkeeper.Tools.Docker.Wire;

// What the engine says of a registry, and what the docker command line keeps of one. Everything may be missing or null.
internal sealed record PlatformAnswer(string? Architecture, string? Os, string? Variant);

internal sealed record DescriptorAnswer(string? Digest, long? Size);

internal sealed record DistributionAnswer(DescriptorAnswer? Descriptor, List<PlatformAnswer?>? Platforms);

internal sealed record PullDetailAnswer(long? Current, long? Total);

internal sealed record PullErrorAnswer(string? Message);

internal sealed record PullAnswer(string? Status, string? Id, PullDetailAnswer? ProgressDetail, string? Error, PullErrorAnswer? ErrorDetail);

internal sealed record RegistryAuthBody(string Serveraddress)
{
    public string? Username { get; init; }

    public string? Password { get; init; }

    public string? Identitytoken { get; init; }
}

internal sealed record StoredAuthAnswer(string? Auth, string? Username, string? Password, string? Identitytoken);

internal sealed record ConfigFileAnswer(Dictionary<string, StoredAuthAnswer?>? Auths, Dictionary<string, string?>? CredHelpers, string? CredsStore);

internal sealed record HelperAnswer(string? Username, string? Secret);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(DistributionAnswer))]
[JsonSerializable(typeof(PullAnswer))]
[JsonSerializable(typeof(RegistryAuthBody))]
[JsonSerializable(typeof(ConfigFileAnswer))]
[JsonSerializable(typeof(HelperAnswer))]
internal sealed partial class RegistryJson : JsonSerializerContext;
