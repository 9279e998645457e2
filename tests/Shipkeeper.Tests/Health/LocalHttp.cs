using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Shipkeeper.Tests.Health;

/// <summary>A port on this machine that answers each request with the same raw text.</summary>
internal sealed class LocalHttp : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();

    public LocalHttp(string answer)
    {
        _listener.Start();
        _ = ServeAsync(Encoding.UTF8.GetBytes(answer));
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The last request: its first line and its headers.</summary>
    public IReadOnlyList<string> Request { get; private set; } = [];

    public static string Answer(string status, string body, string headers = "") =>
        $"HTTP/1.1 {status}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n{headers}\r\n{body}";

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync(byte[] answer)
    {
        while (!_stop.IsCancellationRequested)
        {
            using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, leaveOpen: true);
            var request = new List<string>();
            while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } line)
            {
                request.Add(line);
            }

            Request = request;
            await stream.WriteAsync(answer, _stop.Token);
        }
    }
}
