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
        var folder = Open(path);
        if (!folder.IsInvalid && Posix.Lock(folder, Posix.LockExclusive | Posix.LockNonBlocking) == 0)
        {
            return new(folder);
        }

        var failure = Posix.LastError(path);
        var isTaken = Marshal.GetLastPInvokeError() is Posix.WouldBlock or Posix.NoEntry;
        folder.Dispose();
        return isTaken ? null : throw FileErrors.NotRead(path, failure);
    }

    /// <summary>Waits until no other process has it.</summary>
    public static async Task<FolderHold> TakeAsync(string path, CancellationToken ct)
    {
        if (TryTake(path) is { } free)
        {
            return free;
        }

        // A call that blocks is not cancelled: what it gets after all is let go.
        var taking = Task.Factory.StartNew(() => Take(path), ct, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            return await taking.WaitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            _ = taking.ContinueWith(late => late.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            throw;
        }
    }

    /// <summary>By a word of its own: between its fork and its exec, a child that another thread starts has the folder open, too, and would hold it on.</summary>
    public void Dispose()
    {
        if (!_folder.IsClosed)
        {
            _ = Posix.Lock(_folder, Posix.LockRelease);
        }

        _folder.Dispose();
    }

    private static FolderHold Take(string path)
    {
        var folder = Open(path);
        while (folder.IsInvalid || Posix.Lock(folder, Posix.LockExclusive) != 0)
        {
            if (folder.IsInvalid || Marshal.GetLastPInvokeError() != Posix.Interrupted)
            {
                var failure = Posix.LastError(path);
                folder.Dispose();
                throw FileErrors.NotRead(path, failure);
            }
        }

        return new(folder);
    }

    private static SafeFileHandle Open(string path) => Posix.Open(path, Posix.OpenReadOnly | Posix.OpenFolder | Posix.OpenCloseOnExec, 0);
}
