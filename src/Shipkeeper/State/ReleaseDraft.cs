using System.Security.Cryptography;
using System.Text;
using Shipkeeper.Model;
using Shipkeeper.Tools.Compose;

namespace Shipkeeper.State;

/// <summary>What a release is going to say, from what was read of its files, its model and its images. Pure.</summary>
/// <param name="Hashes">Definition file → its hash.</param>
/// <param name="SecretHashes">Secret file → keyed hash.</param>
/// <param name="Pins">Service → image; every service of a layer has one.</param>
/// <param name="Key">Of the keyed hashes; null: nobody can tell one part of a service from another, and none is told.</param>
internal sealed record ReleaseDraft(
    Platform Platform,
    ResolvedModel Model,
    DefinitionSet Definition,
    IReadOnlyDictionary<string, string> Hashes,
    IReadOnlyDictionary<string, string> SecretHashes,
    IReadOnlyDictionary<string, Pin> Pins,
    byte[]? Key,
    ReleaseSource Source)
{
    /// <summary>Service → the config hash of containers that are taken over as they are; null: nothing is taken over.</summary>
    public IReadOnlyDictionary<string, string>? Adopted { get; init; }

    /// <summary>Definition files that are this host's own.</summary>
    public IReadOnlyList<string> HostFiles { get; init; } = [];

    /// <summary>The major version of the database server; null where there is none, or its image does not say it.</summary>
    public int? DatabaseMajor { get; init; }

    /// <param name="from">The release before it.</param>
    /// <param name="configHashes">Service → what Compose labels its containers with; empty while nobody has asked.</param>
    public Release ToRelease(int number, int? from, DateTimeOffset at, string actor, string operation, IReadOnlyDictionary<string, string> configHashes) => new(
        number,
        from,
        at,
        actor,
        operation,
        Platform.Settings,
        Hashes,
        [.. Definition.Folders],
        SecretHashes,
        LayerAssignment.Of(Platform.Definition, Model).ToDictionary(
            service => service.Key,
            service => ToService(Model.Services[service.Key], service.Value, configHashes.GetValueOrDefault(service.Key, ""))),
        Definition.Migrations,
        Source)
    {
        HostFiles = HostFiles,
        Variables = Platform.Variables,
        DatabaseMajor = DatabaseMajor,
        Volumes = Model.Volumes.Where(volume => !volume.Value.External).ToDictionary(volume => volume.Key, volume => volume.Value.Name),
        Resources = AllKeyed(Model.Resources),
        ExternalVolumes = [.. Model.Volumes.Values.Where(volume => volume.External).Select(volume => volume.Name)],
    };

    private ReleasedService ToService(ModelService service, Layer layer, string configHash) => new(
        layer,
        Pins[service.Name],
        configHash,
        service.Replicas,
        Model.IsAwaitedToComplete(service.Name),
        service.DependsOn.ToDictionary(dependency => dependency.Key, dependency => dependency.Value.Condition),
        DefinitionSets.MountedFilesOf(Platform, Model, service),
        service.ContainerName,
        service.Restart)
    {
        NamedImage = Adopted is not null || Model.ImageOf(service.Name) == Pins[service.Name].Reference ? null : Model.ImageOf(service.Name),
        AdoptedHash = Adopted?.GetValueOrDefault(service.Name),
        Shares = service.Shares,
        RestartsWith = [.. service.DependsOn.Where(dependency => dependency.Value.Restart).Select(dependency => dependency.Key)],
        Aspects = AllKeyed(service.Aspects),
    };

    private Dictionary<string, string> AllKeyed(IReadOnlyDictionary<string, string> hashes) =>
        Key is null ? [] : hashes.ToDictionary(hash => hash.Key, hash => Keyed(hash.Value));

    private string Keyed(string hash) => Convert.ToHexStringLower(HMACSHA256.HashData(Key!, Encoding.ASCII.GetBytes(hash)));
}
