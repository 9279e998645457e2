using Shipkeeper.Model;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper;

/// <summary>
/// Takes secrets out of what outside programs say on standard error, and out of every line that is passed on: Compose quotes values that
/// it cannot use. Standard output is data, and stays as it is.
/// </summary>
internal sealed class QuietTools(IToolRunner tools, Redaction redaction) : IToolRunner
{
    public async Task<ToolResult> RunAsync(ToolCall call, ToolPipes pipes, CancellationToken ct)
    {
        var quiet = pipes with { OnOutputLine = Quiet(pipes.OnOutputLine), OnErrorLine = Quiet(pipes.OnErrorLine), OnChannelLine = Quiet(pipes.OnChannelLine) };
        try
        {
            var result = await tools.RunAsync(call, quiet, ct);
            return result with { ErrorOutput = redaction.Apply(result.ErrorOutput) };
        }
        catch (ShipkeeperException failure) when (failure.Details.Count > 0)
        {
            // The last lines that a program wrote before it was killed.
            throw redaction.Apply(failure);
        }
    }

    public Task<int> RunAttachedAsync(ToolCall call, CancellationToken stop) => tools.RunAttachedAsync(call, stop);

    private Action<string>? Quiet(Action<string>? onLine) => onLine is null ? null : line => onLine(redaction.Apply(line));
}
