using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Shipkeeper.Tools.Files;

/// <summary>The system calls that the BCL hides, softens or does not have.</summary>
internal static partial class Posix
{
    public const int OpenReadOnly = 0;
    public const int OpenReadWrite = 2;
    public const int OpenCreate = 0x40;
    public const int OpenDirectory = 0x10000;
    public const int OpenCloseOnExec = 0x80000;
    public const int LockExclusive = 2;
    public const int LockNonBlocking = 4;
    public const int Terminate = 15;
    public const int Kill = 9;

    public const int Interrupted = 4;
    public const int WouldBlock = 11;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial SafeFileHandle Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int Sync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    public static partial int Lock(SafeFileHandle file, int operation);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Rename(string from, string to);

    [LibraryImport("libc", EntryPoint = "fchown", SetLastError = true)]
    public static partial int ChangeOwner(SafeFileHandle file, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ChangeOwner(string path, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Signal(int process, int signal);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Status(int directory, string path, int flags, uint mask, Span<byte> buffer);

    /// <summary>Owner of a file. <c>struct statx</c> has one layout on every architecture: user at 20, group at 24.</summary>
    public static (uint User, uint Group) OwnerOf(string path)
    {
        const int currentDirectory = -100;
        const uint userAndGroup = 0x18;
        Span<byte> buffer = stackalloc byte[256];
        if (Status(currentDirectory, path, 0, userAndGroup, buffer) != 0)
        {
            throw LastError(path);
        }

        return (BitConverter.ToUInt32(buffer[20..]), BitConverter.ToUInt32(buffer[24..]));
    }

    /// <summary>The error of the last call, as an exception with the system's own words.</summary>
    public static IOException LastError(string path)
    {
        var error = Marshal.GetLastPInvokeError();
        return new($"{path}: {Marshal.GetPInvokeErrorMessage(error)}", error);
    }
}
