using System.Text.Json;
using Shipkeeper.Engine.Gates;
using Shipkeeper.Model;
using Shipkeeper.PlatformFile;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Health;

/// <summary>An HTTP answer: its status, and where asked for texts inside its JSON. Redirects are answers, not followed.</summary>
internal sealed class HttpMeasurement(Reach reach, string project, string service, HealthProbe.Http probe, Redaction redaction) : IMeasurement
{
    private const int MaximumBytes = 1 << 20;

    private static readonly HttpClient Client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, PooledConnectionLifetime = TimeSpan.Zero })
    {
        Timeout = TimeSpan.FromSeconds(5),
        MaxResponseContentBufferSize = MaximumBytes,
    };

    public async Task<IReadOnlyList<KeyValuePair<string, string>>> MeasureAsync(CancellationToken ct)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, await AddressAsync(ct));
            request.Headers.Host = probe.Url.Authority;
            using var response = await Client.SendAsync(request, ct);
            var body = await response.Content.ReadAsByteArrayAsync(ct);
            return [new("http", $"{(int)response.StatusCode} from {probe.Url.PathAndQuery}"), .. JsonFacts(body)];
        }
        catch (Exception failure) when (failure is HttpRequestException or ShipkeeperException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return [new("http", failure is OperationCanceledException ? $"no answer within {Client.Timeout.TotalSeconds} s" : failure.Message)];
        }
    }

    public bool IsGood(Reading reading) =>
        reading["http"] == $"{probe.Status} from {probe.Url.PathAndQuery}" && probe.Json.All(wanted => reading[wanted.Key] == wanted.Value);

    private async Task<Uri> AddressAsync(CancellationToken ct)
    {
        var place = probe.Url.IsLoopback
            ? new ReachablePort(await reach.HostAsync(ct), probe.Url.Port)
            : await reach.ServiceAsync(project, probe.Url.Host, probe.Url.Port, ct);
        return new($"{probe.Url.Scheme}://{place}{probe.Url.PathAndQuery}");
    }

    private IEnumerable<KeyValuePair<string, string>> JsonFacts(byte[] body)
    {
        if (probe.Json.Count == 0)
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 64 });
            return [.. probe.Json.Keys.Select(path => KeyValuePair.Create(path, TextAt(document.RootElement, path)))];
        }
        catch (JsonException)
        {
            return [new("body", $"no JSON from '{service}'")];
        }
    }

    private string TextAt(JsonElement element, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (element.ValueKind is not JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return "not there";
            }
        }

        return ShortText.Of(redaction.Apply(element.ToString()));
    }
}
