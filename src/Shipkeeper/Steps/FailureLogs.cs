
namespace Shipkeeper.Steps;

/// <summary>Keeps what a failed service last said in the folder of the operation, with known secrets taken out.</summary>
internal sealed class FailureLogs(PlatformSession session)
{
    private const int LinesKept = 1000;
    private const int LinesShown = 10;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    /// <summary>Below the folder of the operation.</summary>
    public static string FileOf(string service) => $"logs/{service}.log";

    /// <returns>The last few lines, each with the name of its service.</returns>
    public async Task<IReadOnlyList<string>> CaptureAsync(string operationId, string service, CancellationToken ct)
    {
        var observed = await session.ObserveAsync(ct);
        var lines = new List<string>();
        foreach (var container in observed.GetValueOrDefault(service)?.Containers ?? [])
        {
            await ReadAsync(container.Id, lines, ct);
        }

        var file = session.OperationStore.PathInFolder(operationId, FileOf(service));
        session.Files.CreateFolder(Path.GetDirectoryName(file)!);
        session.Files.Write(file, string.Concat(lines.Select(line => line + "\n")));
        return [.. lines.TakeLast(LinesShown).Select(line => $"{service} | {line}")];
    }

    /// <summary>An engine that stops in the middle of a log has said something all the same.</summary>
    private async Task ReadAsync(string container, List<string> lines, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(TimeLimit, session.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            await foreach (var line in session.Docker.Containers.LogsAsync(container, new() { Tail = LinesKept }, either.Token))
            {
                lines.Add(session.Redaction.Apply(line.Text));
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            lines.Add($"(the engine did not say more within {TimeLimit.TotalSeconds} s)");
        }
    }
}
