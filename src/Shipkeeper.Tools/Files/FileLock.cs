using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Win32.SafeHandles;
using Shipkeeper.Engine.Execution;

namespace Shipkeeper.Tools.Files;

/// <summary>
/// The lock as flock(2) on a file that is created once and never renamed or removed. Its descriptor is inherited by child processes
/// on purpose: what a killed Shipkeeper left running keeps the lock, and is ended before anybody else changes anything.
/// A named mutex or a pid file would be free, or stale, at that moment.
/// </summary>
public sealed class FileLock(RootedFiles files, string folder, string actor, TimeProvider time) : IOperationLock
{
    /// <summary>How long what a dead holder left running may take to end when asked, and again when killed.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What somebody is told to do who does not get the lock.</summary>
    public string Hint { get; init; } = "shipkeeper status";

    /// <summary>The file that is locked.</summary>
    public string FullPath => files.Resolve(LockPath);

    private string LockPath => Path.Combine(folder, "lock");

    private string HolderPath => Path.Combine(folder, "holder.json");

    public async Task<IOperationHold> TakeAsync(string verb, CancellationToken ct)
    {
        files.CreateFolder(folder);
        var handle = Open();
        try
        {
            if (!TryLock(handle))
            {
                await EndLeftoversAsync(handle, ct);
            }

            // Only now: a child that is started while we wait must not take a part in the lock.
            Posix.Inherit(handle, LockPath);
            var holder = new Holder(actor, Environment.ProcessId, BootId(), time.GetUtcNow(), verb);
            WriteHolder(holder);
            return new Hold(this, handle, holder);
        }
        catch
        {
            Free(handle);
            throw;
        }
    }

    /// <summary>Whether somebody holds the lock at this moment, and who says to.</summary>
    public LockState Look()
    {
        var path = files.Resolve(LockPath);
        return File.Exists(path) && LockHolders.IsHeld(path) ? new(true, ReadHolder(LockHolders.Of(path))) : new(false, null);
    }

    /// <summary>
    /// When the holder is dead, and children of its keep the lock, they are asked to end, then killed, and awaited by the lock itself.
    /// Nobody else is ever signalled: not who took the lock and lives, not who waits for it.
    /// </summary>
    private async Task EndLeftoversAsync(SafeFileHandle handle, CancellationToken ct)
    {
        Task? freed = null;
        foreach (var signal in new[] { Posix.Terminate, Posix.Kill })
        {
            var holders = LockHolders.Of(files.Resolve(LockPath));
            if (holders.Count == 0 && TryLock(handle))
            {
                return;
            }

            if (holders.Count == 0 || holders.Any(holder => holder.Took))
            {
                throw ExecutionErrors.Busy(ReadHolder(holders), Hint);
            }

            holders.ToList().ForEach(holder => _ = Posix.Signal(holder.ProcessId, signal));
            freed ??= Task.Factory.StartNew(() => AwaitLock(handle), ct, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            if (await Task.WhenAny(freed, Task.Delay(Grace, time, ct)) == freed)
            {
                await freed;
                return;
            }

            ct.ThrowIfCancellationRequested();
        }

        throw ExecutionErrors.Busy(ReadHolder(LockHolders.Of(files.Resolve(LockPath))), Hint);
    }

    private SafeFileHandle Open()
    {
        var path = files.Resolve(LockPath);
        var handle = Posix.Open(path, Posix.OpenReadWrite | Posix.OpenCreate | Posix.OpenNoFollow | Posix.OpenCloseOnExec, (int)RootedFiles.Private);
        if (handle.IsInvalid)
        {
            throw FileErrors.NotWritten(path, Posix.LastError(path));
        }

        files.Own(handle, path);
        return handle;
    }

    private bool TryLock(SafeFileHandle handle)
    {
        if (Posix.Lock(handle, Posix.LockExclusive | Posix.LockNonBlocking) == 0)
        {
            return true;
        }

        return Marshal.GetLastPInvokeError() == Posix.WouldBlock ? false : throw FileErrors.NotWritten(LockPath, Posix.LastError(LockPath));
    }

    /// <summary>Blocks. A handle that is disposed meanwhile is closed, and the lock free again, when this returns.</summary>
    private void AwaitLock(SafeFileHandle handle)
    {
        while (Posix.Lock(handle, Posix.LockExclusive) != 0)
        {
            if (Marshal.GetLastPInvokeError() != Posix.Interrupted)
            {
                throw FileErrors.NotWritten(LockPath, Posix.LastError(LockPath));
            }
        }
    }

    /// <summary>Closing alone would leave the lock with every child that inherited it and still runs.</summary>
    private static void Free(SafeFileHandle handle)
    {
        _ = Posix.Lock(handle, Posix.LockFree);
        handle.Dispose();
    }

    /// <summary>The record, when it is of those who hold the lock now; one that cannot be read or is older is nobody's.</summary>
    private Holder? ReadHolder(IReadOnlyList<LockHolder> holders)
    {
        var takers = holders.Where(holder => holder.Took).ToList();
        return ReadHolder() is { } record
            && record.BootId == BootId()
            && (takers.Count == 0 || takers.Exists(taker => taker.IsCalled(record.ProcessId)))
                ? record
                : null;
    }

    private Holder? ReadHolder()
    {
        try
        {
            return files.Read(HolderPath) is { } json ? JsonSerializer.Deserialize(json, HolderJson.Default.Holder) : null;
        }
        catch (Exception failure) when (failure is JsonException or ShipkeeperException)
        {
            // For display only: a holder that cannot be read is an unknown holder.
            return null;
        }
    }

    private void WriteHolder(Holder holder) => files.Write(HolderPath, JsonSerializer.SerializeToUtf8Bytes(holder, HolderJson.Default.Holder));

    private static string BootId() => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();

    private sealed class Hold(FileLock owner, SafeFileHandle handle, Holder holder) : IOperationHold
    {
        public Holder Holder { get; private set; } = holder;

        public void Name(string operationId)
        {
            Holder = Holder with { Operation = operationId };
            owner.WriteHolder(Holder);
        }

        public ValueTask DisposeAsync()
        {
            if (!handle.IsClosed)
            {
                Free(handle);
            }

            return ValueTask.CompletedTask;
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    WriteIndented = true)]
[JsonSerializable(typeof(Holder))]
internal sealed partial class HolderJson : JsonSerializerContext;
