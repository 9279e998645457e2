using Shipkeeper.Tools.Files;

namespace Shipkeeper.Tools.Processes;

/// <summary>The three descriptors that every program may count on.</summary>
public static class StandardStreams
{
    public const int Output = 1;
    public const int Error = 2;

    /// <summary>
    /// Gives those that the caller closed to /dev/null. Left closed, the next file that is opened would get their number: what is said to
    /// standard output would be written into a journal.
    /// </summary>
    public static void EnsureOpen()
    {
        while (true)
        {
            var nothing = Posix.Open("/dev/null", Posix.OpenReadWrite, 0);
            if (nothing.IsInvalid || nothing.DangerousGetHandle() > Error)
            {
                nothing.Dispose();
                return;
            }

            // It stays open as long as the process: nobody disposes of it.
            nothing.SetHandleAsInvalid();
        }
    }

    /// <summary>False when whoever read our end of a pipe has left. The console's own streams pass over that.</summary>
    public static bool HasReader(int descriptor)
    {
        var polled = new Posix.PolledDescriptor { Descriptor = descriptor };
        return Posix.Poll(ref polled, 1, 0) <= 0 || (polled.Found & Posix.PollError) == 0;
    }
}
