using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Shipkeeper.Tools.Docker.Wire;

namespace Shipkeeper.Tools.Docker;

/// <summary>
/// HTTP to one engine: agrees on the API version, gives every call a time limit and every answer a size limit, and turns whatever goes
/// wrong into an error that says what is true.
/// </summary>
internal sealed class EngineConnection : IDisposable
{
    private const string VersionPath = "/version";
    private const int AnswerLimit = 64 * 1024 * 1024;
    private const int ErrorLimit = 64 * 1024;
    private const int ArchiveBufferSize = 128 * 1024;

    private readonly EngineEndpoint _endpoint;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    private readonly Lock _guard = new();

    /// <summary>Asked for once, however many calls wait for it. Forgotten when a connection fails: what comes back may be another engine.</summary>
    private Task<EngineVersion>? _version;

    public EngineConnection(EngineEndpoint endpoint, TimeProvider time)
    {
        (_endpoint, _time) = (endpoint, time);
        _http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, ct) => await endpoint.ConnectAsync(ct),
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,

            // A connection for each call: the engine is next door, and one that was kept may lead to an engine that is gone.
            PooledConnectionLifetime = TimeSpan.Zero,
        })
        {
            BaseAddress = endpoint.Address ?? new Uri("http://docker/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public Task<T> ReadAsync<T>(EngineRequest request, JsonTypeInfo<T> type, CancellationToken ct) => GuardAsync(request, async limited =>
    {
        using var response = await OpenAsync(request, await VersionedAsync(request, limited), limited);
        return Parse(request, await AnswerAsync(request, response, limited), type);
    }, ct);

    public Task SendAsync(EngineRequest request, CancellationToken ct) => GuardAsync(request, async limited =>
    {
        using var response = await OpenAsync(request, await VersionedAsync(request, limited), limited);
        return true;
    }, ct);

    /// <summary>Returns once the headers are there; from then on only the caller's own token limits the time.</summary>
    public Task<EngineStream> StreamAsync(EngineRequest request, CancellationToken ct) => GuardAsync(request, async limited =>
    {
        var response = await OpenAsync(request, await VersionedAsync(request, limited), limited);
        return new EngineStream(this, request, response, await response.Content.ReadAsStreamAsync(limited));
    }, ct);

    /// <summary>For a call whose answer is a stream in both directions, as an exec with standard input has.</summary>
    public Task<EngineDialogue> TalkAsync(EngineRequest request, CancellationToken ct) => GuardAsync(request, async limited =>
    {
        var path = await VersionedAsync(request, limited);
        var dialogue = new EngineDialogue(this, request, await _endpoint.ConnectAsync(limited));
        try
        {
            await dialogue.BeginAsync(path, limited);
            return dialogue;
        }
        catch
        {
            dialogue.Dispose();
            throw;
        }
    }, ct);

    public Task PingAsync(CancellationToken ct)
    {
        var request = EngineRequest.Get("/_ping", "a ping") with { TimeLimit = TimeSpan.FromSeconds(10) };
        return GuardAsync(request, async limited =>
        {
            using var response = await OpenAsync(request, request.Path, limited);
            return true;
        }, ct);
    }

    public Task<EngineVersion> VersionAsync(CancellationToken ct)
    {
        lock (_guard)
        {
            if (_version is null or { IsFaulted: true })
            {
                // Of nobody's own token: whoever gives up must not take the answer from the others. The call has its own time limit.
                _version = AskVersionAsync();
            }

            return _version.WaitAsync(ct);
        }
    }

    /// <summary>On the version of the API.</summary>
    public async Task<Version> AgreeAsync(CancellationToken ct) => EngineApi.Common(await VersionAsync(ct));

    public TimeProvider Time => _time;

    public void Dispose() => _http.Dispose();

    /// <summary>What a failed read means.</summary>
    public ShipkeeperException Explain(EngineRequest request, Exception failure)
    {
        lock (_guard)
        {
            _version = null;
        }

        return DockerErrors.FromConnection(_endpoint, request.Subject, failure);
    }

    /// <summary>Without a version in its path, so that every engine answers, however old.</summary>
    private Task<EngineVersion> AskVersionAsync()
    {
        var request = EngineRequest.Get(VersionPath, "its version");
        return GuardAsync(request, async limited =>
        {
            using var response = await OpenAsync(request, request.Path, limited);
            var body = await AnswerAsync(request, response, limited);
            return IsJson(body)
                ? Parse(request, body, EngineJson.Default.VersionAnswer).ToVersion()
                : throw DockerErrors.NoEngine(_endpoint, Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, ErrorLimit)]));
        }, CancellationToken.None);
    }

    private async Task<T> GuardAsync<T>(EngineRequest request, Func<CancellationToken, Task<T>> call, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(request.TimeLimit, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            // The limit holds even when a broken connection never tells of its own end.
            return await call(both.Token).WaitAsync(both.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw DockerErrors.TimedOut(request.Subject, request.TimeLimit);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw Explain(request, failure);
        }
    }

    private async Task<string> VersionedAsync(EngineRequest request, CancellationToken ct) => $"/v{await AgreeAsync(ct)}{request.Path}";

    private async Task<HttpResponseMessage> OpenAsync(EngineRequest request, string path, CancellationToken ct)
    {
        using var message = new HttpRequestMessage(request.Method, path);
        if (request.Body is { } body)
        {
            message.Content = new ByteArrayContent(body);
            message.Content.Headers.ContentType = new("application/json");
        }
        else if (request.Archive is { } archive)
        {
            message.Content = new StreamContent(archive, ArchiveBufferSize);
            message.Content.Headers.ContentType = new("application/x-tar");
        }

        if (request.Login is { } login)
        {
            message.Headers.Add("X-Registry-Auth", login.ToHeader());
        }

        var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, ct);

        // 304: already stopped, already started. That is what was asked for.
        if (response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.NotModified)
        {
            return response;
        }

        using (response)
        {
            throw await RefusalAsync(request, response, ct);
        }
    }

    private async Task<ShipkeeperException> RefusalAsync(EngineRequest request, HttpResponseMessage response, CancellationToken ct)
    {
        var (body, _) = await BodyAsync(response, ErrorLimit, ct);
        var message = Message(body);
        var said = message ?? $"HTTP {(int)response.StatusCode}{(body.IsEmpty ? "" : ": ")}{Encoding.UTF8.GetString(body.Span)}";
        if (message is null && request.Path == VersionPath)
        {
            return DockerErrors.NoEngine(_endpoint, said);
        }

        return response.StatusCode switch
        {
            var status when request.Explain is { } explain => explain(status, said),
            HttpStatusCode.NotFound => DockerErrors.NotFound(request.Subject, said),
            HttpStatusCode.Conflict => DockerErrors.Conflict(request.Subject, said),
            _ => DockerErrors.Failed(request.Subject, said),
        };
    }

    private static async Task<ReadOnlyMemory<byte>> AnswerAsync(EngineRequest request, HttpResponseMessage response, CancellationToken ct)
    {
        var (body, complete) = await BodyAsync(response, AnswerLimit, ct);
        return complete ? body : throw DockerErrors.Failed(request.Subject, $"the answer is longer than {AnswerLimit >> 20} MiB");
    }

    private static async Task<(ReadOnlyMemory<byte> Body, bool Complete)> BodyAsync(HttpResponseMessage response, int limit, CancellationToken ct)
    {
        await using var from = await response.Content.ReadAsStreamAsync(ct);
        using var body = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (var count = await from.ReadAsync(buffer, ct); count > 0; count = await from.ReadAsync(buffer, ct))
        {
            body.Write(buffer, 0, count);
            if (body.Length > limit)
            {
                return (body.GetBuffer().AsMemory(0, limit), false);
            }
        }

        return (body.GetBuffer().AsMemory(0, (int)body.Length), true);
    }

    private static T Parse<T>(EngineRequest request, ReadOnlyMemory<byte> answer, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(answer.Span, type) ?? throw new JsonException("The answer is null.");
        }
        catch (JsonException failure)
        {
            throw DockerErrors.Failed(request.Subject, "the answer cannot be read", failure);
        }
    }

    private static bool IsJson(ReadOnlyMemory<byte> body) => body.Span.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];

    private static string? Message(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body.Span, EngineJson.Default.ErrorAnswer)?.Message;
        }
        catch (JsonException)
        {
            // Not the engine's own words: a proxy in between, perhaps. The caller shows them as they are.
            return null;
        }
    }
}
