using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Shipkeeper.Tools.Files;

/// <summary>The system calls that the BCL hides, softens or does not have.</summary>
internal static partial class Posix
{
    public const int OpenReadOnly = 0;
    public const int OpenReadWrite = 2;
    public const int OpenCreate = 0x40;
    public const int OpenNonBlocking = 0x800;
    public const int OpenCloseOnExec = 0x80000;
    public const int LockShared = 1;
    public const int LockExclusive = 2;
    public const int LockNonBlocking = 4;
    public const int LockRelease = 8;
    public const int LockFree = 8;
    public const int WriteAccess = 2;
    public const int Terminate = 15;
    public const int Kill = 9;

    /// <summary>POLLERR: for a pipe that is written to, that its reader has left.</summary>
    public const short PollError = 8;

    public const int NoEntry = 2;
    public const int Interrupted = 4;
    public const int WouldBlock = 11;

    private const int CurrentDirectory = -100;

    /// <summary>One of the few flags whose value is not the same on every architecture; what O_DIRECTORY is here, is O_DIRECT there.</summary>
    public static readonly int OpenNoFollow = RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64 ? 0x8000 : 0x20000;

    /// <summary>struct pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PolledDescriptor
    {
        public int Descriptor;
        public short Wanted;
        public short Found;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial SafeFileHandle Open(string path, int flags, int mode);

    /// <returns>0 when this process may do it; a file system that is mounted read-only says no to everybody.</returns>
    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Access(string path, int mode);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int Sync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    public static partial int Lock(SafeFileHandle file, int operation);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Rename(string from, string to);

    /// <summary>renameat2(2): Linux 3.15, glibc 2.28.</summary>
    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Rename(int fromFolder, string from, int toFolder, string to, uint flags);

    /// <summary>Both are there before and after, each under the name of the other.</summary>
    public static int Exchange(string one, string other)
    {
        const uint exchange = 2;
        return Rename(CurrentDirectory, one, CurrentDirectory, other, exchange);
    }

    [LibraryImport("libc", EntryPoint = "fchown", SetLastError = true)]
    public static partial int ChangeOwner(SafeFileHandle file, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ChangeOwner(string path, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(ref PolledDescriptor descriptor, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Signal(int process, int signal);

    /// <summary>Lets child processes inherit the descriptor.</summary>
    public static void Inherit(SafeFileHandle file, string path)
    {
        const int setDescriptorFlags = 2;
        if (Control(file, setDescriptorFlags, 0) != 0)
        {
            throw LastError(path);
        }
    }

    /// <summary>The path with every symbolic link on it followed; null when it leads nowhere.</summary>
    [LibraryImport("libc", EntryPoint = "realpath", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial string? RealPath(string path, nint buffer = 0);

    /// <summary>Symbolic links are followed.</summary>
    public static FileStatus StatusOf(string path)
    {
        Span<byte> buffer = stackalloc byte[FileStatus.Bytes];
        return Status(CurrentDirectory, path, 0, FileStatus.Fields, buffer) == 0 ? FileStatus.Of(buffer) : throw LastError(path);
    }

    public static FileStatus StatusOf(SafeFileHandle file, string path)
    {
        Span<byte> buffer = stackalloc byte[FileStatus.Bytes];
        return Status(file, "", OfTheDescriptor, FileStatus.Fields, buffer) == 0 ? FileStatus.Of(buffer) : throw LastError(path);
    }

    /// <summary>The error of the last call, as an exception with the system's own words.</summary>
    /// <param name="path">Left out where whoever catches it knows better.</param>
    public static IOException LastError(string path = "")
    {
        var error = Marshal.GetLastPInvokeError();
        var reason = Marshal.GetPInvokeErrorMessage(error);
        return new(path.Length == 0 ? reason : $"{path}: {reason}", error);
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Status(int directory, string path, int flags, uint fields, Span<byte> buffer);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Status(SafeFileHandle file, string path, int flags, uint fields, Span<byte> buffer);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(SafeFileHandle file, int command, int argument);
}
