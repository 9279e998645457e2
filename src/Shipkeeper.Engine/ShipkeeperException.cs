namespace Shipkeeper.Engine;

/// <summary>
/// A failure the person at the keyboard can act on. Every other exception is a bug in Shipkeeper and keeps its stack trace.
/// </summary>
public sealed class ShipkeeperException(ErrorCode code, string message, string hint, IReadOnlyList<string> details, Exception? inner)
    : Exception(message, inner)
{
    public ErrorCode Code => code;

    /// <summary>A command to paste.</summary>
    public string Hint => hint;

    /// <summary>Lines that belong between message and hint: each problem of a file, the last log lines of a service.</summary>
    public IReadOnlyList<string> Details => details;
}
