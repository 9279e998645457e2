using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Shipkeeper.Tools.Files;

/// <summary>
/// Brings bytes and names to disk, or says that it could not. The BCL's own flush reports success when fsync(2) failed
/// (docs/adr/0003), and cannot sync a directory at all.
/// </summary>
internal static class Durable
{
    /// <exception cref="IOException">The content may be lost, and must not be tried again on the same file.</exception>
    public static void Sync(SafeFileHandle file, string path)
    {
        while (Posix.Sync(file) != 0)
        {
            if (Marshal.GetLastPInvokeError() != Posix.Interrupted)
            {
                throw Posix.LastError(path);
            }
        }
    }

    /// <summary>Makes names that were created, renamed or removed in the folder durable.</summary>
    /// <exception cref="IOException">The names may be lost.</exception>
    public static void SyncDirectory(string path)
    {
        using var directory = Posix.Open(path, Posix.OpenReadOnly | Posix.OpenCloseOnExec, 0);
        if (directory.IsInvalid)
        {
            throw Posix.LastError(path);
        }

        Sync(directory, path);
    }

    /// <summary>Gives a file or folder another name; <see cref="SyncDirectory"/> makes it last.</summary>
    /// <exception cref="IOException">It has its old name.</exception>
    public static void Rename(string from, string to)
    {
        if (Posix.Rename(from, to) != 0)
        {
            throw Posix.LastError(to);
        }
    }

    /// <summary>Gives two files or folders each the name of the other, in one step; <see cref="SyncDirectory"/> makes it last.</summary>
    /// <exception cref="IOException">Each has its old name.</exception>
    public static void Exchange(string one, string other)
    {
        if (Posix.Exchange(one, other) != 0)
        {
            throw Posix.LastError(other);
        }
    }
}
