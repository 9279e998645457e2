using System.Net.Sockets;
using System.Text;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Tests.Docker;

/// <summary>
/// A unix socket that answers as an engine in trouble does. Each answer is raw HTTP: nothing keeps it from being wrong. Answers go by path
/// without version; `/version` has a sound one. A path without an answer hangs, as a stopped engine does.
/// </summary>
internal sealed class FakeEngine : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _stop = new();

    public FakeEngine()
    {
        Endpoint = EngineEndpoint.Parse($"unix://{_folder.Path}/engine.sock");
        _listener.Bind(new UnixDomainSocketEndPoint(Endpoint.SocketPath!));
        _listener.Listen();
        Answers["/version"] = Json("""{"Version":"26.1.5","ApiVersion":"1.45","MinAPIVersion":"1.24","Arch":"amd64","Os":"linux"}""");
        _ = AcceptAsync();
    }

    public EngineEndpoint Endpoint { get; }

    public Dictionary<string, Func<NetworkStream, Task>> Answers { get; } = [];

    public List<string> Requests { get; } = [];

    /// <summary>Header lines of the last request.</summary>
    public IReadOnlyList<string> Headers { get; private set; } = [];

    public static Func<NetworkStream, Task> Json(string body, string status = "200 OK") => Raw(
        $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}");

    /// <summary>An answer without a length, then the end of the connection.</summary>
    public static Func<NetworkStream, Task> Stream(string body) => Raw($"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{body}");

    public static Func<NetworkStream, Task> Raw(string answer) => async connection => await connection.WriteAsync(Encoding.UTF8.GetBytes(answer));

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _folder.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var socket = await _listener.AcceptAsync(_stop.Token);
            _ = ServeAsync(socket);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await using var connection = new NetworkStream(socket, ownsSocket: true);
        using var reader = new StreamReader(connection, leaveOpen: true);
        var target = (await reader.ReadLineAsync(_stop.Token) ?? "").Split(' ') is [_, var url, ..] ? url : "";
        lock (Requests)
        {
            Requests.Add(target);
        }

        Headers = await ReadHeadersAsync(reader);
        var path = target.Split('?')[0];
        path = path.StartsWith("/v1.", StringComparison.Ordinal) ? path[path.IndexOf('/', 1)..] : path;
        if (Answers.TryGetValue(path, out var answer))
        {
            await answer(connection);
        }
        else
        {
            await Task.Delay(Timeout.Infinite, _stop.Token);
        }
    }
    private async Task<IReadOnlyList<string>> ReadHeadersAsync(StreamReader reader)
    {
        var headers = new List<string>();
        while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } line)
        {
            headers.Add(line);
        }

        return headers;
    }
}
