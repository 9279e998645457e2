namespace Shipkeeper.Tools.Docker;

/// <summary>How far a pull has come.</summary>
/// <param name="Layers">Known so far: the engine tells of all of them at the beginning.</param>
/// <param name="Done">Unpacked, or here before.</param>
/// <param name="Bytes">Downloaded so far.</param>
/// <param name="TotalBytes">Of the layers whose size is known: it grows while downloads begin.</param>
public sealed record PullProgress(int Layers, int Done, long Bytes, long TotalBytes)
{
    /// <returns><c>3 of 8 layers, 12 of 40 MiB</c></returns>
    public override string ToString() => $"{Done} of {Layers} layers" + (TotalBytes == 0 ? "" : $", {Bytes >> 20} of {TotalBytes >> 20} MiB");
}

/// <summary>The layers of one pull, as the engine's words about each follow one another.</summary>
internal sealed class PulledLayers
{
    /// <summary>An image has 127 at most.</summary>
    private const int MostLayers = 1000;

    private static readonly string[] DoneWords = ["Pull complete", "Already exists"];
    private static readonly string[] DownloadedWords = ["Verifying Checksum", "Download complete", "Extracting", .. DoneWords];
    private static readonly string[] Words = ["Pulling fs layer", "Waiting", "Downloading", .. DownloadedWords];

    private readonly Dictionary<string, Layer> _layers = [];

    public PullProgress Progress => new(
        _layers.Count, _layers.Values.Count(layer => layer.Done), _layers.Values.Sum(layer => layer.Bytes), _layers.Values.Sum(layer => layer.Total));

    /// <returns>Whether anything is new.</returns>
    public bool Take(string? id, string? status, long? current, long? total)
    {
        if (id is null || !Words.Contains(status) || (_layers.Count == MostLayers && !_layers.ContainsKey(id)))
        {
            return false;
        }

        var before = _layers.GetValueOrDefault(id);
        _layers[id] = After(before ?? new(0, 0, Done: false), status!, current, total);
        return _layers[id] != before;
    }

    private static Layer After(Layer before, string status, long? current, long? total) =>
        status == "Downloading" ? before with { Bytes = Math.Max(current ?? 0, 0), Total = Math.Max(total ?? 0, 0) }
        : DownloadedWords.Contains(status) ? before with { Bytes = before.Total, Done = before.Done || DoneWords.Contains(status) }
        : before;

    private sealed record Layer(long Bytes, long Total, bool Done);
}
