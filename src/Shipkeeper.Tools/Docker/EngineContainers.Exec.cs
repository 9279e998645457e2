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
        var subject = $"a command in {Subject(container)}";
        using var limit = new CancellationTokenSource(timeLimit, _connection.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            var id = await CreateExecAsync(container, subject, arguments, both.Token);
            var output = new CapturedOutput(outputLimit, keepEnd: false);
            var errors = new CapturedOutput(outputLimit, keepEnd: true);
            await RunExecAsync(id, subject, output, errors, both.Token);
            var exitCode = await ExitCodeAsync(id, container, subject, both.Token);
            return new(exitCode, output.Text, errors.Text, output.Truncated || errors.Truncated);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw DockerErrors.TimedOut(subject, timeLimit);
        }
    }

    private async Task<string> CreateExecAsync(string container, string subject, IReadOnlyList<string> arguments, CancellationToken ct)
    {
        var body = new ExecCreateBody(arguments, AttachStdout: true, AttachStderr: true);
        var request = EngineRequest.Post(Path(container, "/exec"), subject, body, EngineJson.Default.ExecCreateBody);
        return EnginePath.Segment((await _connection.ReadAsync(request, EngineJson.Default.ExecCreatedAnswer, ct)).Id ?? "", subject);
    }

    private async Task RunExecAsync(string id, string subject, CapturedOutput output, CapturedOutput errors, CancellationToken ct)
    {
        var request = EngineRequest.Post($"/exec/{id}/start", subject, new ExecStartBody(false, false), EngineJson.Default.ExecStartBody);
        using var stream = await _connection.StreamAsync(request, ct);
        var frames = new FrameReader((from, bytes) => (from == LogStream.Error ? errors : output).Append(bytes.Span));
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
