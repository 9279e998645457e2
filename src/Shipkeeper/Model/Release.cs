using System.Text.Json.Serialization;
using Shipkeeper.Tools.Compose;

namespace Shipkeeper.Model;

/// <summary>Immutable record of what a platform is. Kept as <c>releases/NNNN/release.json</c>.</summary>
/// <param name="From">The release before it; null for the first.</param>
/// <param name="Settings">Install-time choices by name, by value.</param>
/// <param name="Files">Definition files, path → SHA-256, with <c>+x</c> behind it where the owner may run the file; their bytes are kept beside the record.</param>
/// <param name="Folders">Folders of which every file is a definition file, so that a new one is noticed.</param>
/// <param name="SecretFiles">Files that hold secrets, path → keyed hash; never their content.</param>
/// <param name="Migrations">That one of the folders which holds migrations; null where there is none.</param>
/// <param name="Source">Where its files came from.</param>
/// <remarks>What a record of an older version does not have, its reader sets to null: such members keep what they are without it.</remarks>
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
    string? Migrations = null,
    ReleaseSource? Source = null)
{
    /// <summary>Named volumes that hold its data: key of the compose files → name that the engine knows.</summary>
    public IReadOnlyDictionary<string, string> Volumes { get; init => field = value ?? field; } = new Dictionary<string, string>();

    /// <summary>Volumes that it uses and that are not its own, by the name that the engine knows.</summary>
    public IReadOnlyList<string> ExternalVolumes { get; init => field = value ?? field; } = [];

    /// <summary>Its networks and volumes → a keyed hash of their definition: <c>networks.back</c>; empty in a record of an older version.</summary>
    public IReadOnlyDictionary<string, string> Resources { get; init => field = value ?? field; } = new Dictionary<string, string>();

    /// <summary>Definition files that are this host's own: nobody has brought them, and files from elsewhere do not take their places.</summary>
    public IReadOnlyList<string> HostFiles { get; init => field = value ?? field; } = [];

    /// <summary>Variables of <c>settings.env</c> that no setting declares, by value; null in a record of an older version: they are left alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Variables { get; init; }

    /// <summary>The major version of the database server, whose files no other one reads; null where there is none, or its image does not say it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? DatabaseMajor { get; init; }

    /// <summary>These services, and all that have to be made anew when these are.</summary>
    public IReadOnlyCollection<string> WithSharers(IEnumerable<string> services) => With(services, (service, made) => service.Shares.ContainsKey(made));

    /// <summary>These services, and all that have to be started again when these are.</summary>
    public IReadOnlyCollection<string> WithFollowers(IEnumerable<string> services) => With(services, (service, started) => service.Follows(started));

    private HashSet<string> With(IEnumerable<string> services, Func<ReleasedService, string, bool> isDrawnIn)
    {
        var reached = services.ToHashSet();
        var waiting = new Queue<string>(reached);
        while (waiting.TryDequeue(out var other))
        {
            Services.Where(service => isDrawnIn(service.Value, other)).Select(service => service.Key).Where(reached.Add).ToList().ForEach(waiting.Enqueue);
        }

        return reached;
    }

    /// <summary>These services of the release → what each depends on.</summary>
    public IReadOnlyDictionary<string, IReadOnlyCollection<string>> DependenciesOf(IEnumerable<string> services) =>
        services.ToDictionary(service => service, IReadOnlyCollection<string> (service) => [.. Services[service].DependsOn.Keys]);

    /// <summary>With what was taken over for the release before, wherever its services are defined as they were: their containers stay.</summary>
    public Release KeepingAdopted(Release? before) => before is null ? this : this with
    {
        Services = Services.ToDictionary(
            service => service.Key,
            service => before.Services.GetValueOrDefault(service.Key) is { AdoptedHash: { } adopted } was && was.ConfigHash == service.Value.ConfigHash
                ? service.Value with { AdoptedHash = adopted }
                : service.Value),
    };

    public IEnumerable<string> ServicesOf(Layer layer) => Services.Where(service => service.Value.Layer == layer).Select(service => service.Key);
}

/// <summary>One service as its release resolved it.</summary>
/// <param name="ConfigHash">What Compose labels a container with that is as this release wants it.</param>
/// <param name="Completes">Others wait for it to end well: it is good when it has exited with 0.</param>
/// <param name="DependsOn">Service → Compose's condition on it: service_started, service_healthy, service_completed_successfully.</param>
/// <param name="BindSources">Definition files and folders that are mounted into it, relative to the platform directory.</param>
/// <param name="ContainerName">Where the files set one; else Compose names containers project-service-number.</param>
/// <param name="Restart">What the engine does when a container ends, in Compose's words.</param>
internal sealed record ReleasedService(
    Layer Layer,
    Pin Pin,
    string ConfigHash,
    int Replicas,
    bool Completes,
    IReadOnlyDictionary<string, string> DependsOn,
    IReadOnlyList<string> BindSources,
    string? ContainerName = null,
    string Restart = "no")
{
    /// <summary>The image that the files name, where the service was put on another one; null where it runs what they name.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NamedImage { get; init; }

    /// <summary>What its containers were labelled with when they were taken over, where that was what the files say, without our pins.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AdoptedHash { get; init; }

    /// <summary>Other service → what of its container this one uses: network, ipc, pid, volumes. Made anew, the other has other ones.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Shares { get; init => field = value ?? field; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Services that, made or started again, have this one started again, as the files wish.</summary>
    public IReadOnlyList<string> RestartsWith { get; init => field = value ?? field; } = [];

    /// <summary>What makes its containers, part by part, as keyed hashes; empty in a record of an older version.</summary>
    public IReadOnlyDictionary<string, string> Aspects { get; init => field = value ?? field; } = new Dictionary<string, string>();

    /// <summary>Whether Compose copies content of configs or secrets into its containers.</summary>
    [JsonIgnore]
    public bool HasCopiedContent => Aspects.Keys.Any(ServiceAspects.IsCopied);

    /// <param name="path">Of a definition file, relative to the platform directory.</param>
    public bool Mounts(string path) => BindSources.Any(source => path == source || path.StartsWith(source + "/", StringComparison.Ordinal));

    /// <summary>Whether it must be started again when another is: its network, for one, ends with the container that has it.</summary>
    public bool Follows(string other) => RestartsWith.Contains(other) || Shares.GetValueOrDefault(other)?.Any(what => what != "volumes") is true;

    /// <param name="label">Of a container.</param>
    /// <param name="wanted">What it is to be today; another than was recorded once secrets have changed.</param>
    public bool IsConfiguredBy(string? label, string wanted) => label == wanted || (AdoptedHash is not null && label == AdoptedHash && wanted == ConfigHash);
}

internal enum SourceKind
{
    /// <summary>The platform directory.</summary>
    [JsonStringEnumMemberName("files")]
    Files,

    [JsonStringEnumMemberName("git")]
    Git,

    [JsonStringEnumMemberName("bundle")]
    Bundle,

    /// <summary>What ran already when Shipkeeper took the platform over.</summary>
    [JsonStringEnumMemberName("adopted")]
    Adopted,
}

/// <summary>Where the definition files of a release came from.</summary>
/// <param name="Name">What was asked for: a branch, tag or commit, or the reference of a bundle image; null for the platform directory.</param>
/// <param name="Commit">Of the git checkout; null where the files are in none.</param>
/// <param name="Dirty">The files were not all as that commit has them.</param>
internal sealed record ReleaseSource(SourceKind Kind, string? Name = null, string? Commit = null, bool Dirty = false)
{
    /// <param name="kind">As people write it: files, git, bundle.</param>
    /// <returns>Null where nobody can have meant a source by that.</returns>
    public static ReleaseSource? Of(string kind, string name) => (kind, name) switch
    {
        ("files", "") => new(SourceKind.Files),
        ("git", { Length: > 0 }) => new(SourceKind.Git, name),
        ("bundle", { Length: > 0 }) => new(SourceKind.Bundle, name),
        _ => null,
    };

    public override string ToString() => string.Join(' ', new[] { Kind.ToString().ToLowerInvariant(), Name, Kind is SourceKind.Git ? Commit?[..12] : null }.OfType<string>());
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Release))]
internal sealed partial class ReleaseJson : JsonSerializerContext;
