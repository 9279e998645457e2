using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Shipkeeper.Docker.Tests.Docker;

/// <summary>
/// A registry on 127.0.0.1, which the engine trusts without TLS. It has one image of one layer, and answers each path with raw HTTP:
/// nothing keeps it from being wrong. A path without an answer is 404.
/// </summary>
internal sealed class LyingRegistry : IDisposable
{
    public const string ManifestType = "application/vnd.docker.distribution.manifest.v2+json";

    private const byte TlsHello = 0x16;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();

    /// <param name="layer">And its config: of a real image; without them, of one that nobody can run.</param>
    public LyingRegistry(byte[]? layer = null, byte[]? config = null)
    {
        _listener.Start();
        Layer = layer ?? RandomNumberGenerator.GetBytes(4096);
        Config = config ?? Encoding.UTF8.GetBytes($$"""{"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":["{{DigestOf(Layer)}}"]} }""");
        Manifest = Encoding.UTF8.GetBytes($$"""
            {"schemaVersion":2,"mediaType":"{{ManifestType}}",
             "config":{"mediaType":"application/vnd.docker.container.image.v1+json","size":{{Config.Length}},"digest":"{{DigestOf(Config)}}"},
             "layers":[{"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","size":{{Layer.Length}},"digest":"{{DigestOf(Layer)}}"}]}
            """);
        Answers["/v2/"] = Answer("200 OK", "{}"u8);
        Answers["/v2/api/manifests/1"] = Answers[$"/v2/api/manifests/{Digest}"] = Answer("200 OK", Manifest, $"Content-Type: {ManifestType}\r\nDocker-Content-Digest: {Digest}\r\n");
        Answers[$"/v2/api/blobs/{DigestOf(Config)}"] = Answer("200 OK", Config);
        Answers[LayerPath] = Answer("200 OK", Layer);
        _ = AcceptAsync();
    }

    public byte[] Layer { get; }

    public byte[] Config { get; }

    public byte[] Manifest { get; }

    public string Digest => DigestOf(Manifest);

    public string LayerPath => $"/v2/api/blobs/{DigestOf(Layer)}";

    public string Host => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public string Image => $"{Host}/api:1";

    /// <summary>By path, for GET and HEAD alike; null never answers.</summary>
    public Dictionary<string, byte[]?> Answers { get; } = [];

    /// <summary>What every path answers, whatever it is.</summary>
    public byte[]? Always { get; set; }

    public bool IsSilent { get; set; }

    /// <summary>Told of each path when it has been answered: it may become wrong from then on.</summary>
    public Action<string>? Answered { get; set; }

    public static byte[] Answer(string status, ReadOnlySpan<byte> body, string headers = "") =>
        [.. Encoding.UTF8.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\nDocker-Distribution-Api-Version: registry/2.0\r\n{headers}\r\n"), .. body];

    public static byte[] Json(string status, string body, string headers = "") =>
        Answer(status, Encoding.UTF8.GetBytes(body), $"Content-Type: application/json\r\n{headers}");

    public static string DigestOf(byte[] content) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        await using var stream = client.GetStream();
        var (request, buffer) = (new StringBuilder(), new byte[4096]);
        while (!request.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var count = await stream.ReadAsync(buffer, _stop.Token);
            if (count == 0 || buffer[0] == TlsHello)
            {
                return;
            }

            request.Append(Encoding.ASCII.GetString(buffer, 0, count));
        }

        await AnswerAsync(stream, request.ToString().Split(' '));
    }

    private async Task AnswerAsync(NetworkStream stream, string[] request)
    {
        var answer = IsSilent ? null : Always ?? Answers.GetValueOrDefault(request[1], Json("404 Not Found", """{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}"""));
        if (answer is null)
        {
            await Task.Delay(Timeout.Infinite, _stop.Token);
            return;
        }

        var end = answer.AsSpan().IndexOf("\r\n\r\n"u8) + 4;
        await stream.WriteAsync(request[0] == "HEAD" ? answer.AsMemory(0, end) : answer, _stop.Token);
        Answered?.Invoke(request[1]);
    }
}
