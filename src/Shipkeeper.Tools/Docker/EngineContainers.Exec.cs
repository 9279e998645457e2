using System.Globalization;
using Shipkeeper.Tools.Docker.Wire;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tools.Docker;

/// <param name="Output">UTF-8, the beginning when <paramref name="Truncated"/>.</param>
/// <param name="ErrorOutput">UTF-8, the end when <paramref name="Truncated"/>.</param>
public sealed record ExecResult(int ExitCode, string Output, string ErrorOutput, bool Truncated)
{
    public bool Ok => ExitCode == 0;
}

/// <summary>A program to run in a container, as data.</summary>
/// <param name="Arguments">Never a secret: every process of the host can read them.</param>
public sealed record ExecCall(IReadOnlyList<string> Arguments, TimeSpan TimeLimit)
{
    /// <summary>Besides that of the container. The place for a secret.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>What it reads from its standard input; null: nothing.</summary>
    public Stream? Input { get; init; }

    /// <summary>Bytes kept of what it writes to its standard error.</summary>
    public int ErrorLimit { get; init; } = 64 * 1024;
}

public sealed partial class EngineContainers
{
    /// <summary>
    /// Runs a program in a running container. A program that is not in the image is exit code 126 or 127, or <c>docker.failed</c>, by engine
    /// version. On <c>docker.timeout</c> the program goes on: the engine has no way to end it.
    /// </summary>
    /// <param name="outputLimit">Bytes kept of each stream.</param>
    public async Task<ExecResult> ExecAsync(
        string container, IReadOnlyList<string> arguments, TimeSpan timeLimit, int outputLimit, CancellationToken ct)
    {
        var output = new CapturedOutput(outputLimit, keepEnd: false);
        var result = await ExecAsync(container, new(arguments, timeLimit) { ErrorLimit = outputLimit }, bytes => output.Append(bytes.Span), ct);
        return result with { Output = output.Text, Truncated = output.Truncated || result.Truncated };
    }

    /// <summary>The same for a program that reads or writes more than memory holds.</summary>
    /// <param name="onOutput">Told of its standard output as it comes; what it throws ends the wait.</param>
    /// <returns>Without the output.</returns>
    public async Task<ExecResult> ExecAsync(string container, ExecCall call, Action<ReadOnlyMemory<byte>> onOutput, CancellationToken ct)
    {
        var subject = $"a command in {Subject(container)}";
        using var limit = new CancellationTokenSource(call.TimeLimit, _connection.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            var id = await CreateExecAsync(container, subject, call, both.Token);
            var errors = new CapturedOutput(call.ErrorLimit, keepEnd: true);
            var frames = new FrameReader((from, bytes) =>
            {
                if (from == LogStream.Error)
                {
                    errors.Append(bytes.Span);
                }
                else
                {
                    onOutput(bytes);
                }
            });
            await RunExecAsync(id, subject, call.Input, frames, both.Token);
            var exitCode = await ExitCodeAsync(id, container, subject, both.Token);
            return new(exitCode, "", errors.Text, errors.Truncated);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw DockerErrors.TimedOut(subject, call.TimeLimit);
        }
    }

    private async Task<string> CreateExecAsync(string container, string subject, ExecCall call, CancellationToken ct)
    {
        var environment = call.Environment.Select(variable => $"{variable.Key}={variable.Value}").ToList();
        var body = new ExecCreateBody(call.Arguments, environment, AttachStdin: call.Input is not null, AttachStdout: true, AttachStderr: true);
        var request = EngineRequest.Post(Path(container, "/exec"), subject, body, EngineJson.Default.ExecCreateBody);
        return EnginePath.Segment((await _connection.ReadAsync(request, EngineJson.Default.ExecCreatedAnswer, ct)).Id ?? "", subject);
    }

    private async Task RunExecAsync(string id, string subject, Stream? input, FrameReader frames, CancellationToken ct)
    {
        var request = EngineRequest.Post($"/exec/{id}/start", subject, new ExecStartBody(false, false), EngineJson.Default.ExecStartBody);
        if (input is not null)
        {
            using var dialogue = await _connection.TalkAsync(request, ct);
            await dialogue.RunAsync(input, bytes => frames.Append(bytes), ct);
            return;
        }

        using var stream = await _connection.StreamAsync(request, ct);
        var buffer = new byte[32 * 1024];
        for (var count = await stream.ReadAsync(buffer, ct); count > 0; count = await stream.ReadAsync(buffer, ct))
        {
            frames.Append(buffer.AsMemory(0, count));
        }
    }

    /// <summary>The streams may end before the program does: then its end is awaited as an event.</summary>
    private async Task<int> ExitCodeAsync(string id, string container, string subject, CancellationToken ct)
    {
        if (await ExecExitCodeAsync(id, subject, ct) is { } known)
        {
            return known;
        }

        using var events = await _events.OpenAsync([("container", [container]), ("event", ["exec_die", "die"])], ct);
        if (await ExecExitCodeAsync(id, subject, ct) is { } meanwhile)
        {
            return meanwhile;
        }

        await foreach (var ended in events.ReadAsync(ct))
        {
            if (ended.Attributes.GetValueOrDefault("execID") == id
                && int.TryParse(ended.Attributes.GetValueOrDefault("exitCode"), CultureInfo.InvariantCulture, out var told))
            {
                return told;
            }

            if (ended.Action == "die")
            {
                throw DockerErrors.Failed(subject, "the container ended");
            }
        }

        throw DockerErrors.Dropped(subject);
    }

    private async Task<int?> ExecExitCodeAsync(string id, string subject, CancellationToken ct)
    {
        var answer = await _connection.ReadAsync(EngineRequest.Get($"/exec/{id}/json", subject), EngineJson.Default.ExecAnswer, ct);
        return answer.Running == true ? null : answer.ExitCode;
    }
}
