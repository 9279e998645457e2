namespace Shipkeeper.Tools.Processes;

/// <summary>How a call ended.</summary>
/// <param name="ExitCode">As a shell gives it: 128 + number for a child that a signal ended.</param>
/// <param name="Output">UTF-8, the beginning when <paramref name="Truncated"/>; empty when the output went to a stream.</param>
/// <param name="ErrorOutput">UTF-8, the end when <paramref name="Truncated"/>.</param>
/// <param name="Truncated">Something the child wrote is missing from either: beyond the limit, or written after the child's own end.</param>
public sealed record ToolResult(int ExitCode, string Output, string ErrorOutput, bool Truncated, TimeSpan Duration)
{
    public bool Ok => ExitCode == 0;
}
