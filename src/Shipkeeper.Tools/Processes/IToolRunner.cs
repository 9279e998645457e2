namespace Shipkeeper.Tools.Processes;

/// <summary>
/// The border to outside programs. An exit code is a result, not an error. Errors: <c>tools.not-found</c>, <c>tools.cannot-start</c>,
/// <c>tools.timeout</c>. On time-out and on cancel the call throws after everything it started has ended.
/// </summary>
public interface IToolRunner
{
    Task<ToolResult> RunAsync(ToolCall call, CancellationToken ct) => RunAsync(call, ToolPipes.None, ct);

    Task<ToolResult> RunAsync(ToolCall call, ToolPipes pipes, CancellationToken ct);

    /// <summary>
    /// Runs the call on our own terminal and returns its exit code. It stays in the foreground group, so Ctrl-C reaches it by itself;
    /// SIGINT, SIGTERM and SIGHUP that are sent to us alone are passed on. Once it runs, nothing but its own end counts.
    /// </summary>
    /// <param name="stop">Asks not to start it any more.</param>
    /// <exception cref="OperationCanceledException">Nothing was run.</exception>
    Task<int> RunAttachedAsync(ToolCall call, CancellationToken stop);
}
