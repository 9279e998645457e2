using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Shipkeeper.Engine.Execution;

namespace Shipkeeper.Tools.Files;

/// <summary>
/// A lock, and with it a part in that of the whole host: operations on platforms share it, and a run of host modules, which may replace the
/// engine under them, takes it alone. It is flock(2) on a file that is never removed; what a killed holder left running keeps its part.
/// Where there is no place for it that only root and its owner write to, nobody is kept away.
/// </summary>
/// <param name="inner">Taken first: it ends what a killed holder of its own left running.</param>
/// <param name="path">Of the file; null for none.</param>
public sealed class HostLock(IOperationLock inner, string? path, bool alone) : IOperationLock
{
    /// <summary>In the environment: another file, or none where it is empty.</summary>
    public const string Variable = "SHIPKEEPER_HOST_LOCK";

    private const string Usual = "/run/lock/shipkeeper/host";

    /// <summary>What the environment says: nothing, another file, or none, by an empty text.</summary>
    public static string? UsualPath => Environment.GetEnvironmentVariable(Variable) switch
    {
        null => Usual,
        "" => null,
        var other => other,
    };

    public async Task<IOperationHold> TakeAsync(string verb, CancellationToken ct)
    {
        var hold = await inner.TakeAsync(verb, ct);
        try
        {
            return path is not null && Open(path) is { } file ? new Hold(hold, Take(file, path)) : hold;
        }
        catch
        {
            await hold.DisposeAsync();
            throw;
        }
    }

    private SafeFileHandle Take(SafeFileHandle file, string at)
    {
        if (Posix.Lock(file, (alone ? Posix.LockExclusive : Posix.LockShared) | Posix.LockNonBlocking) == 0)
        {
            Posix.Inherit(file, at);
            return file;
        }

        var isTaken = Marshal.GetLastPInvokeError() == Posix.WouldBlock;
        var failure = Posix.LastError(at);
        file.Dispose();
        throw isTaken ? HostLockErrors.Busy(LockHolders.Of(at), alone) : FileErrors.NotRead(at, failure);
    }

    /// <returns>Null where it cannot be had.</returns>
    private static SafeFileHandle? Open(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        try
        {
            Directory.CreateDirectory(folder, RootedFiles.ReadableFolder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        if (new DirectoryInfo(folder).LinkTarget is not null)
        {
            return null;
        }

        var file = Posix.Open(path, Posix.OpenReadOnly | Posix.OpenCreate | Posix.OpenNoFollow | Posix.OpenCloseOnExec, (int)RootedFiles.Readable);
        if (!file.IsInvalid)
        {
            return file;
        }

        file.Dispose();
        return null;
    }

    private sealed class Hold(IOperationHold inner, SafeFileHandle file) : IOperationHold
    {
        public Holder Holder => inner.Holder;

        public void Name(string operationId) => inner.Name(operationId);

        public ValueTask DisposeAsync()
        {
            if (!file.IsClosed)
            {
                // Closing alone would leave it with every child that inherited it and still runs.
                _ = Posix.Lock(file, Posix.LockFree);
                file.Dispose();
            }

            return inner.DisposeAsync();
        }
    }
}
