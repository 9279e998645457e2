namespace Shipkeeper.Tools.Docker;

public sealed partial class EngineContainers
{
    /// <summary>Reads what is below a folder of a container, which need not run, as a tar. It is never held in memory.</summary>
    /// <param name="read">Given the archive; its end is an orderly one only when the engine has sent all of it.</param>
    public async Task ReadArchiveAsync(string container, string folder, Func<Stream, Task> read, CancellationToken ct)
    {
        var path = Path(container, "/archive" + EnginePath.Query(("path", folder.TrimEnd('/') + "/.")));
        using var answer = await _connection.StreamAsync(EngineRequest.Get(path, Subject(container)), ct);
        await using var archive = new EngineContent(answer);
        await read(archive);
    }

    /// <summary>Puts what is in a tar below a folder of a container, which need not run. What is there and not in the tar stays.</summary>
    public Task WriteArchiveAsync(string container, string folder, Stream archive, TimeSpan timeLimit, CancellationToken ct)
    {
        var path = Path(container, "/archive" + EnginePath.Query(("path", folder)));
        return _connection.SendAsync(EngineRequest.Put(path, Subject(container), archive) with { TimeLimit = timeLimit }, ct);
    }
}
