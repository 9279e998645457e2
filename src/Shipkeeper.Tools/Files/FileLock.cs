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
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private string LockPath => Path.Combine(folder, "lock");

    private string HolderPath => Path.Combine(folder, "holder.json");

    public async Task<IOperationHold> TakeAsync(string verb, CancellationToken ct)
    {
        files.CreateFolder(folder);
        var handle = Open();
        if (!TryLock(handle))
        {
            await EndLeftoversAsync(handle, ct);
        }

        var holder = new Holder(actor, Environment.ProcessId, BootId(), time.GetUtcNow(), verb);
        WriteHolder(holder);
        return new Hold(this, handle, holder);
    }

    /// <summary>Who holds the lock at this moment; null when nobody does.</summary>
    public Holder? FindHolder()
    {
        if (!files.Exists(LockPath) || LockHolders.Of(files.Resolve(LockPath)).Count == 0)
        {
            return null;
        }

        return ReadHolder() ?? new Holder("somebody", 0, "", time.GetUtcNow(), "a command");
    }

    /// <summary>The holder is dead, but children of its keep the lock: they are asked to end, then killed, and awaited by the lock itself.</summary>
    private async Task EndLeftoversAsync(SafeFileHandle handle, CancellationToken ct)
    {
        var holder = ReadHolder();
        var freed = Task.CompletedTask;
        foreach (var signal in new[] { Posix.Terminate, Posix.Kill })
        {
            var processes = LockHolders.Of(files.Resolve(LockPath));
            if (holder is null || (holder.BootId == BootId() && processes.Contains(holder.ProcessId)))
            {
                handle.Dispose();
                throw ExecutionErrors.Busy(holder);
            }

            processes.ToList().ForEach(process => _ = Posix.Signal(process, signal));
            freed = freed.IsCompleted ? Task.Run(() => Posix.Lock(handle, Posix.LockExclusive), CancellationToken.None) : freed;
            if (await Task.WhenAny(freed, Task.Delay(Grace, time, ct)) == freed)
            {
                return;
            }

            ct.ThrowIfCancellationRequested();
        }

        throw ExecutionErrors.Busy(holder);
    }

    /// <summary>Without O_CLOEXEC: see the type.</summary>
    private SafeFileHandle Open()
    {
        var path = files.Resolve(LockPath);
        var handle = Posix.Open(path, Posix.OpenReadWrite | Posix.OpenCreate, (int)RootedFiles.Private);
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

    private Holder? ReadHolder()
    {
        try
        {
            return files.Read(HolderPath) is { } json ? JsonSerializer.Deserialize(json, HolderJson.Default.Holder) : null;
        }
        catch (JsonException)
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
            handle.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(Holder))]
internal sealed partial class HolderJson : JsonSerializerContext;
