namespace Shipkeeper.Tools.Processes;

/// <summary>Where the streams of a running call lead to, besides its result. Callbacks run one at a time per stream, and never after the call.</summary>
public sealed record ToolPipes
{
    public static readonly ToolPipes None = new();

    /// <summary>Read to its end into the child; instead of <see cref="ToolCall.Input"/>.</summary>
    public Stream? Input { get; init; }

    /// <summary>Takes the child's output as it is, whatever its size; <see cref="ToolResult.Output"/> stays empty.</summary>
    public Stream? Output { get; init; }

    /// <summary>Each line without its end, cut at 64 KiB. An exception ends the call.</summary>
    public Action<string>? OnOutputLine { get; init; }

    public Action<string>? OnErrorLine { get; init; }

    /// <summary>Gives the child a third stream to write to, as descriptor 3. Each line of it without its end, cut at 64 KiB.</summary>
    public Action<string>? OnChannelLine { get; init; }
}
