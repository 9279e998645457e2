namespace Shipkeeper.Tools.Processes;

/// <summary>
/// A process that may outlive us on purpose, to run a program when we have died, whatever way. Until then it is a shell that reads from a pipe
/// of which we hold the other end: a line there relieves it; the end of the pipe without one makes it the program.
/// </summary>
public sealed class Watcher : IDisposable
{
    private const string Shell = "/bin/sh";
    private const string Script = "read -r relieved || exec \"$@\"";

    private readonly ChildProcess _process;

    private Watcher(ChildProcess process) => _process = process;

    /// <summary>To be started before the lock is taken: what is started later inherits it.</summary>
    /// <param name="call">Of the program; it gets nothing to read.</param>
    /// <returns>Null when it cannot be started: then the next command recovers, as after a power loss.</returns>
    public static Watcher? TryStart(ToolCall call)
    {
        try
        {
            return new(ChildProcess.Start(call with { FileName = Shell, Arguments = ["-c", Script, Shell, call.FileName, .. call.Arguments] }, hasInput: true));
        }
        catch (ShipkeeperException)
        {
            // What it is for may never happen; what is to be done now can be done without it.
            return null;
        }
    }

    /// <summary>Relieves it.</summary>
    public void Dispose()
    {
        try
        {
            _process.Input!.WriteByte((byte)'\n');
            _process.Input.Flush();
        }
        catch (IOException)
        {
            // It has ended before us: killed by somebody.
        }

        _process.Dispose();
    }
}
