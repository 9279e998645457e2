using Shipkeeper.Tools.Files;

namespace Shipkeeper.Tools.Processes;

/// <summary>The three descriptors that every program may count on.</summary>
public static class StandardStreams
{
    private const int Last = 2;

    /// <summary>
    /// Gives those that the caller closed to /dev/null. Left closed, the next file that is opened would get their number: what is said to
    /// standard output would be written into a journal.
    /// </summary>
    public static void EnsureOpen()
    {
        while (true)
        {
            var nothing = Posix.Open("/dev/null", Posix.OpenReadWrite, 0);
            if (nothing.IsInvalid || nothing.DangerousGetHandle() > Last)
            {
                nothing.Dispose();
                return;
            }

            // It stays open as long as the process: nobody disposes of it.
            nothing.SetHandleAsInvalid();
        }
    }
}
