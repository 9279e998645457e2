using System.Text.Json;
using Shipkeeper.Tools.Docker.Wire;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tools.Docker;

public sealed partial class EngineRegistries
{
    /// <summary>How long a pull may say nothing: a layer of gigabytes is unpacked in silence.</summary>
    public static readonly TimeSpan UsualPatience = TimeSpan.FromMinutes(3);

    private const int LineLimit = 64 * 1024;

    /// <summary>
    /// Fetches exactly what the reference says: by its digest, else by its tag, else by the tag <c>latest</c>. The engine checks every byte
    /// against its digest, and keeps whole layers when the pull ends early.
    /// </summary>
    /// <param name="onProgress">Called for each piece of news.</param>
    /// <param name="patience">How long may pass without news. Error <c>registry.timeout</c>.</param>
    /// <returns>The digest of what came, in the engine's words; null where it told none.</returns>
    public async Task<string?> PullAsync(string reference, FoundLogin login, Action<PullProgress> onProgress, TimeSpan patience, CancellationToken ct)
    {
        var image = Parse(reference);
        var news = new PullNews(image, login.Trouble, onProgress);

        // An engine that hangs says so here: what is late after that is the registry.
        await _connection.AgreeAsync(ct);
        try
        {
            using var stream = await _connection.StreamAsync(PullRequest(image, login) with { TimeLimit = patience }, ct);
            await ReadToEndAsync(stream, new(LineLimit, news.Take), image, patience, ct);
        }
        catch (ShipkeeperException late) when (late.Code == DockerErrors.TimeoutCode)
        {
            throw Silent(image, patience);
        }

        return news.Digest;
    }

    private static EngineRequest PullRequest(ImageReference image, FoundLogin login)
    {
        var query = EnginePath.Query(("fromImage", image.Name), ("tag", image.Version));
        return EngineRequest.Post("/images/create" + query, $"image '{image}'") with
        {
            Login = login.For(image),
            Explain = (status, said) => RegistryRefusal.Explain(image, status, said, login.Trouble),
        };
    }

    private async Task ReadToEndAsync(EngineStream stream, LineSplitter lines, ImageReference image, TimeSpan patience, CancellationToken ct)
    {
        var buffer = new byte[16 * 1024];
        for (var count = await ReadAsync(); count > 0; count = await ReadAsync())
        {
            lines.Append(buffer.AsSpan(0, count));
        }

        lines.Complete();

        async Task<int> ReadAsync()
        {
            using var limit = new CancellationTokenSource(patience, _connection.Time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
            try
            {
                return await stream.ReadAsync(buffer, both.Token);
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                throw Silent(image, patience);
            }
        }
    }

    private static ShipkeeperException Silent(ImageReference image, TimeSpan patience) =>
        RegistryErrors.TimedOut(image, $"the engine has had no news of it for {patience.TotalSeconds:0.#} s");

    /// <summary>The lines of a pull, each a JSON document.</summary>
    private sealed class PullNews(ImageReference image, string? trouble, Action<PullProgress> onProgress)
    {
        private const string DigestWord = "Digest: ";

        private readonly PulledLayers _layers = new();

        public string? Digest { get; private set; }

        public void Take(string line)
        {
            if (string.IsNullOrWhiteSpace(line) || Parse(line) is not { } news)
            {
                return;
            }

            if ((news.ErrorDetail?.Message ?? news.Error) is { } failure)
            {
                throw RegistryRefusal.Explain(image, status: null, failure, trouble);
            }

            if (news.Status?.StartsWith(DigestWord, StringComparison.Ordinal) is true)
            {
                Digest = news.Status[DigestWord.Length..];
            }
            else if (_layers.Take(news.Id, news.Status, news.ProgressDetail?.Current, news.ProgressDetail?.Total))
            {
                onProgress(_layers.Progress);
            }
        }

        /// <summary>A line that is none is no news; how the pull ended, the image itself says.</summary>
        private static PullAnswer? Parse(string line)
        {
            try
            {
                return JsonSerializer.Deserialize(line, RegistryJson.Default.PullAnswer);
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}
