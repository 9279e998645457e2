namespace Shipkeeper.Tools.Processes;

/// <summary>
/// A process that may outlive us on purpose. It reads from a pipe of which we hold the other end: a byte there relieves it; the end of the pipe
/// without one says that we have died, whatever way.
/// </summary>
public sealed class Watcher : IDisposable
{
    private const byte Relieved = 1;

    private readonly ChildProcess _process;

    private Watcher(ChildProcess process) => _process = process;

    /// <summary>To be started before the lock is taken: what is started later inherits it.</summary>
    /// <param name="call">A program that begins with <see cref="WasLeft"/>.</param>
    /// <returns>Null when it cannot be started: then the next command recovers, as after a power loss.</returns>
    public static Watcher? TryStart(ToolCall call)
    {
        try
        {
            return new(ChildProcess.Start(call, hasInput: true));
        }
        catch (ShipkeeperException)
        {
            // What it is for may never happen; what is to be done now can be done without it.
            return null;
        }
    }

    /// <summary>In the watcher: waits for the end of the one who started it.</summary>
    /// <param name="input">Standard input.</param>
    /// <returns>Whether that has died, instead of having come to its end.</returns>
    public static bool WasLeft(Stream input) => input.ReadByte() != Relieved;

    /// <summary>Relieves it.</summary>
    public void Dispose()
    {
        try
        {
            _process.Input!.WriteByte(Relieved);
            _process.Input.Flush();
        }
        catch (IOException)
        {
            // It has ended before us: killed by somebody.
        }

        _process.Dispose();
    }
}
