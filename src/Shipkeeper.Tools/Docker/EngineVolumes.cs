using Shipkeeper.Tools.Docker.Wire;

namespace Shipkeeper.Tools.Docker;

/// <param name="Mountpoint">On the engine's host.</param>
public sealed record EngineVolume(string Name, string Driver, string Mountpoint, DateTimeOffset? Created, IReadOnlyDictionary<string, string> Labels);

/// <summary>Named volumes.</summary>
public sealed class EngineVolumes
{
    private readonly EngineConnection _connection;

    internal EngineVolumes(EngineConnection connection) => _connection = connection;

    public async Task<IReadOnlyList<EngineVolume>> ListAsync(IEnumerable<string> labels, CancellationToken ct)
    {
        var request = EngineRequest.Get("/volumes" + EnginePath.Query(("filters", EnginePath.Filters(("label", labels)))), "the list of volumes");
        var answer = await _connection.ReadAsync(request, EngineJson.Default.VolumesAnswer, ct);
        return [.. (answer.Volumes ?? []).OfType<VolumeAnswer>().Select(volume => volume.ToVolume())];
    }

    /// <summary>Never forced. Error <c>docker.conflict</c> while a container, even a stopped one, has it.</summary>
    public Task RemoveAsync(string volume, CancellationToken ct)
    {
        var subject = $"volume '{volume}'";
        return _connection.SendAsync(EngineRequest.Delete($"/volumes/{EnginePath.Segment(volume, subject)}", subject), ct);
    }
}
