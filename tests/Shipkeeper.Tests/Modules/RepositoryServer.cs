using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Shipkeeper.Tests.Modules;

/// <summary>Serves a folder over HTTP on this machine: all that git needs to read a repository that <c>git update-server-info</c> has prepared.</summary>
internal sealed class RepositoryServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly string _folder;

    public RepositoryServer(string folder)
    {
        _folder = folder;
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/repository.git";

    /// <summary>What every request has to have as its <c>Authorization</c>; null for nothing.</summary>
    public string? Login { get; set; }

    /// <summary>What every request is answered with; null for the file that it asks for, and nothing at all for an empty text.</summary>
    public string? Answer { get; set; }

    public static string Say(string status, string body = "", string header = "") => $"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n{header}\r\n{body}";

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var stop = _stop.Token;
        while (!stop.IsCancellationRequested)
        {
            _ = ServeAsync(await _listener.AcceptTcpClientAsync(stop), stop);
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken stop)
    {
        using (client)
        {
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, leaveOpen: true);
            var path = (await reader.ReadLineAsync(stop))?.Split(' ', '?')[1] ?? "";
            string? login = null;
            while (await reader.ReadLineAsync(stop) is { Length: > 0 } header)
            {
                login = header.StartsWith("Authorization: ", StringComparison.Ordinal) ? header["Authorization: ".Length..] : login;
            }

            if (Login is not null && login != Login)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(Say("401 Unauthorized", header: "WWW-Authenticate: Basic realm=\"here\"\r\n")), stop);
                return;
            }

            if (Answer is "")
            {
                await Task.Delay(Timeout.Infinite, stop);
            }

            await stream.WriteAsync(Answer is { } answer ? Encoding.ASCII.GetBytes(answer) : AnswerTo(path), stop);
        }
    }

    private byte[] AnswerTo(string path)
    {
        var file = _folder + path["/repository.git".Length..];
        var content = File.Exists(file) ? File.ReadAllBytes(file) : null;
        return [.. Encoding.ASCII.GetBytes($"HTTP/1.1 {(content is null ? "404 Not Found" : "200 OK")}\r\nContent-Length: {content?.Length ?? 0}\r\nConnection: close\r\n\r\n"), .. content ?? []];
    }
}
