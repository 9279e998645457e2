using System.Text.RegularExpressions;
using Shipkeeper.Tools.Docker.Wire;

namespace Shipkeeper.Tools.Docker;

/// <param name="Mountpoint">On the engine's host.</param>
public sealed record EngineVolume(string Name, string Driver, string Mountpoint, DateTimeOffset? Created, IReadOnlyDictionary<string, string> Labels);

/// <summary>Volumes, by name.</summary>
public sealed partial class EngineVolumes
{
    private readonly EngineConnection _connection;

    internal EngineVolumes(EngineConnection connection) => _connection = connection;

    /// <summary>Whether the engine has made the name up (moby, volume/service, Create): 32 random bytes. Only some of these have a label that says so.</summary>
    public static bool IsUnnamed(string volume) => MadeUpName().IsMatch(volume);

    public async Task<IReadOnlyList<EngineVolume>> ListAsync(IEnumerable<string> labels, CancellationToken ct)
    {
        var request = EngineRequest.Get("/volumes" + EnginePath.Query(("filters", EnginePath.Filters(("label", labels)))), "the list of volumes");
        var answer = await _connection.ReadAsync(request, EngineJson.Default.VolumesAnswer, ct);
        return [.. (answer.Volumes ?? []).OfType<VolumeAnswer>().Select(volume => volume.ToVolume())];
    }

    /// <summary>One that is there already stays as it is.</summary>
    public async Task CreateAsync(string volume, IReadOnlyDictionary<string, string> labels, CancellationToken ct)
    {
        var subject = $"volume '{volume}'";
        var request = EngineRequest.Post("/volumes/create", subject, new VolumeCreateBody(EnginePath.Segment(volume, subject), labels), EngineJson.Default.VolumeCreateBody);
        await _connection.ReadAsync(request, EngineJson.Default.VolumeAnswer, ct);
    }

    /// <summary>Measured by the engine, file by file, which may take a while: up to two minutes.</summary>
    /// <returns>Bytes by name, of those volumes whose driver can tell.</returns>
    public async Task<IReadOnlyDictionary<string, long>> MeasureAsync(CancellationToken ct)
    {
        var request = EngineRequest.Get("/system/df?type=volume", "the sizes of the volumes") with { TimeLimit = TimeSpan.FromMinutes(2) };
        var answer = await _connection.ReadAsync(request, EngineJson.Default.DiskUseAnswer, ct);
        return (answer.Volumes ?? []).OfType<UsedVolumeAnswer>()
            .Where(volume => volume is { Name: not null, UsageData.Size: >= 0 })
            .ToDictionary(volume => volume.Name!, volume => volume.UsageData!.Size!.Value);
    }

    /// <summary>Never forced. Error <c>docker.conflict</c> while a container, even a stopped one, has it.</summary>
    public Task RemoveAsync(string volume, CancellationToken ct)
    {
        var subject = $"volume '{volume}'";
        return _connection.SendAsync(EngineRequest.Delete($"/volumes/{EnginePath.Segment(volume, subject)}", subject), ct);
    }

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex MadeUpName();
}
