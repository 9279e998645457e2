using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Shipkeeper.Tools.Files;

/// <summary>What a folder has besides owner and mode. By the name that /proc has for a descriptor: these calls take none of a name alone.</summary>
internal static partial class Posix
{
    private const int LongestAttribute = 64 * 1024;

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    public static partial int SyncFileSystem(SafeFileHandle folder);

    /// <summary>Sets the time of the last change, to the nanosecond; leaves that of the last access.</summary>
    public static int SetModified(SafeFileHandle entry, long seconds, uint nanoseconds)
    {
        const long leave = (1 << 30) - 2;
        return SetTimes(CurrentDirectory, NameOf(entry), [0, leave, seconds, nanoseconds], 0);
    }

    /// <returns>Extended attributes, access lists among them; none where the file system has none.</returns>
    /// <exception cref="IOException">They cannot be read.</exception>
    public static IReadOnlyDictionary<string, byte[]> ReadAttributes(SafeFileHandle entry)
    {
        var (names, length) = (new byte[LongestAttribute], (nint)0);
        if ((length = ListAttributes(NameOf(entry), names, names.Length)) < 0)
        {
            return Marshal.GetLastPInvokeError() == NotSupported ? new Dictionary<string, byte[]>() : throw LastError();
        }

        return Encoding.UTF8.GetString(names, 0, (int)length).Split('\0', StringSplitOptions.RemoveEmptyEntries).ToDictionary(name => name, name => ReadAttribute(entry, name));
    }

    public static int SetAttribute(SafeFileHandle entry, string name, byte[] value) => SetAttribute(NameOf(entry), name, value, value.Length, 0);

    public static int RemoveAttribute(SafeFileHandle entry, string name) => RemoveAttribute(NameOf(entry), name);

    private static byte[] ReadAttribute(SafeFileHandle entry, string name)
    {
        var value = new byte[LongestAttribute];
        var length = GetAttribute(NameOf(entry), name, value, value.Length);
        return length < 0 ? throw LastError(name) : value[..(int)length];
    }

    private static string NameOf(SafeFileHandle entry) => $"/proc/self/fd/{entry.DangerousGetHandle()}";

    [LibraryImport("libc", EntryPoint = "utimensat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetTimes(int folder, string path, ReadOnlySpan<long> times, int flags);

    [LibraryImport("libc", EntryPoint = "listxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint ListAttributes(string path, Span<byte> names, nint size);

    [LibraryImport("libc", EntryPoint = "getxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetAttribute(string path, string name, Span<byte> value, nint size);

    [LibraryImport("libc", EntryPoint = "setxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetAttribute(string path, string name, ReadOnlySpan<byte> value, nint size, int flags);

    [LibraryImport("libc", EntryPoint = "removexattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RemoveAttribute(string path, string name);
}
