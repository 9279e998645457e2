using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Shipkeeper.Tools.Files;

/// <summary>
/// A folder in the hands of one process, told to all others by flock(2) on the folder itself: it goes with it under every name, and is free as
/// soon as the process has ended, whatever way. Programs that the process starts do not inherit it.
/// </summary>
public sealed class FolderHold : IDisposable
{
    private readonly SafeFileHandle _folder;

    private FolderHold(SafeFileHandle folder) => _folder = folder;

    /// <returns>Null when another process has it, or when there is no such folder.</returns>
    public static FolderHold? TryTake(string path)
    {
        var folder = Posix.Open(path, Posix.OpenReadOnly | Posix.OpenNoFollow | Posix.OpenCloseOnExec, 0);
        if (!folder.IsInvalid && Posix.Lock(folder, Posix.LockExclusive | Posix.LockNonBlocking) == 0)
        {
            return new(folder);
        }

        var failure = Posix.LastError(path);
        var isTaken = Marshal.GetLastPInvokeError() is Posix.WouldBlock or Posix.NoEntry;
        folder.Dispose();
        return isTaken ? null : throw FileErrors.NotRead(path, failure);
    }

    public void Dispose() => _folder.Dispose();
}
