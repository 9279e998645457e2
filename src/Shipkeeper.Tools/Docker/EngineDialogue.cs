using System.Net.Sockets;
using System.Text;

namespace Shipkeeper.Tools.Docker;

/// <summary>
/// A connection that stops being HTTP after the headers (the API calls it hijacked): what is sent is the standard input of a program, and the
/// end of what is sent is the end of that input. HttpClient can send no such end, so this speaks to the socket itself.
/// </summary>
internal sealed class EngineDialogue(EngineConnection connection, EngineRequest request, Stream stream) : IDisposable
{
    private const int HeaderLimit = 16 * 1024;
    private const int BufferSize = 64 * 1024;

    /// <param name="path">With the version.</param>
    public async Task BeginAsync(string path, CancellationToken ct)
    {
        var body = request.Body ?? [];
        var head = $"POST {path} HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r\nUpgrade: tcp\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), ct);
        await stream.WriteAsync(body, ct);
        var status = (await ReadHeaderAsync(ct)).Split("\r\n")[0];
        if (!status.StartsWith("HTTP/1.1 101 ", StringComparison.Ordinal) && !status.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal))
        {
            throw DockerErrors.Failed(request.Subject, status);
        }
    }

    /// <summary>Sends the whole input, and reads until the other side ends. A program may end before it has read all.</summary>
    public async Task RunAsync(Stream input, Action<ReadOnlyMemory<byte>> onBytes, CancellationToken ct)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var sending = SendAsync(input, ended.Token);
        try
        {
            var buffer = new byte[BufferSize];
            for (var count = await stream.ReadAsync(buffer, ct); count > 0; count = await stream.ReadAsync(buffer, ct))
            {
                onBytes(buffer.AsMemory(0, count));
            }
        }
        catch (IOException failure)
        {
            throw connection.Explain(request, failure);
        }
        finally
        {
            await ended.CancelAsync();
            await sending;
        }
    }

    public void Dispose() => stream.Dispose();

    /// <summary>Input that cannot be read to its end is cut short; the program finds it damaged, and says so.</summary>
    private async Task SendAsync(Stream input, CancellationToken ct)
    {
        try
        {
            await input.CopyToAsync(stream, BufferSize, ct);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // Nobody reads it any more; why, its exit code tells.
        }

        try
        {
            (stream as NetworkStream)?.Socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The other side has ended already.
        }
    }

    private async Task<string> ReadHeaderAsync(CancellationToken ct)
    {
        var (header, one) = (new StringBuilder(), new byte[1]);
        while (!EndsWithBlankLine(header))
        {
            if (header.Length == HeaderLimit || await stream.ReadAsync(one, ct) == 0)
            {
                throw DockerErrors.Dropped(request.Subject);
            }

            header.Append((char)one[0]);
        }

        return header.ToString();
    }

    private static bool EndsWithBlankLine(StringBuilder header) =>
        header.Length >= 4 && header[^1] == '\n' && header[^2] == '\r' && header[^3] == '\n' && header[^4] == '\r';
}
