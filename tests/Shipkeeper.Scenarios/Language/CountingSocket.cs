using System.Net.Sockets;
using System.Text;
using Shipkeeper.Tests;

namespace Shipkeeper.Scenarios.Language;

/// <summary>Stands in for the engine's socket: counts who calls, and answers every request with the same text; or never, when there is none.</summary>
internal sealed class CountingSocket : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _end = new();
    private readonly string? _answer;
    private int _calls;

    public CountingSocket(string? answer = null)
    {
        _answer = answer;
        Path = System.IO.Path.Combine(_folder.Path, "docker.sock");
        _listener.Bind(new UnixDomainSocketEndPoint(Path));
        _listener.Listen();
        _ = AcceptAsync();
    }

    public string Path { get; }

    public (string, string?) AsDockerHost => ("DOCKER_HOST", $"unix://{Path}");

    public int Calls => Volatile.Read(ref _calls);

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _folder.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            var connection = await _listener.AcceptAsync(_end.Token);
            Interlocked.Increment(ref _calls);
            _ = AnswerAsync(connection);
        }
    }

    private async Task AnswerAsync(Socket connection)
    {
        using (connection)
        {
            var request = new byte[8192];
            while (await connection.ReceiveAsync(request, _end.Token) > 0)
            {
                if (_answer is not null)
                {
                    await connection.SendAsync(Encoding.UTF8.GetBytes(
                        $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {_answer.Length}\r\n\r\n{_answer}"), _end.Token);
                }
            }
        }
    }
}
