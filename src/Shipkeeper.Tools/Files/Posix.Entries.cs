using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Shipkeeper.Tools.Files;

/// <summary>Calls on a name in an open folder: nobody can put a link in the way between two of them. Names are bytes that end with a zero.</summary>
internal static unsafe partial class Posix
{
    /// <summary>O_PATH: a descriptor of whatever it is, a link too; a device behind it is not woken up.</summary>
    public const int OpenNameOnly = 0x200000;

    public const int RemoveFolder = 0x200;
    public const int NotSupported = 95;

    private const int OfTheDescriptor = 0x1000;
    private const int OutOfSpace = 34;

    /// <summary>Has two values, like <see cref="OpenNoFollow"/>.</summary>
    public static readonly int OpenFolder = RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64 ? 0x4000 : 0x10000;

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    public static partial SafeFileHandle OpenIn(SafeFileHandle folder, ReadOnlySpan<byte> name, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true)]
    public static partial int RemoveIn(SafeFileHandle folder, ReadOnlySpan<byte> name, int flags);

    [LibraryImport("libc", EntryPoint = "renameat", SetLastError = true)]
    public static partial int RenameIn(SafeFileHandle fromFolder, ReadOnlySpan<byte> from, SafeFileHandle toFolder, ReadOnlySpan<byte> to);

    [LibraryImport("libc", EntryPoint = "mkdirat", SetLastError = true)]
    public static partial int CreateFolderIn(SafeFileHandle folder, ReadOnlySpan<byte> name, uint mode);

    /// <summary>Of what the descriptor is of: a link too.</summary>
    public static int ChangeOwnerOfEntry(SafeFileHandle entry, uint user, uint group) => ChangeOwnerIn(entry, "\0"u8, user, group, OfTheDescriptor);

    /// <summary>fchmod(2) takes no descriptor of a name alone; the name that /proc has for it leads to the same file, whatever its own has become.</summary>
    public static int ChangeModeOfEntry(SafeFileHandle entry, uint mode) => ChangeMode(NameOf(entry), mode);

    /// <returns>What a link holds; null for what is none any more.</returns>
    public static byte[]? ReadLink(SafeFileHandle link)
    {
        var target = new byte[4096];
        var length = ReadLinkIn(link, "\0"u8, target, target.Length);
        return length < 0 ? null : target[..(int)length];
    }

    /// <summary>Names in a folder, as they are: none of them needs to be UTF-8.</summary>
    /// <exception cref="IOException">The folder cannot be looked into.</exception>
    public static List<byte[]> NamesIn(SafeFileHandle folder)
    {
        var descriptor = OpenDescriptorIn(folder, ".\0"u8, OpenReadOnly | OpenFolder | OpenCloseOnExec, 0);
        var stream = descriptor < 0 ? 0 : OpenFolderStream(descriptor);
        if (stream == 0)
        {
            throw LastError();
        }

        try
        {
            return ReadNames(stream);
        }
        finally
        {
            _ = CloseFolderStream(stream);
        }
    }

    /// <returns>The number of a user or group of that name; null where there is none.</returns>
    public static uint? FindUser(string name) => FindNumber(name, isUser: true);

    /// <inheritdoc cref="FindUser"/>
    public static uint? FindGroup(string name) => FindNumber(name, isUser: false);

    private static List<byte[]> ReadNames(nint stream)
    {
        const int nameInEntry = 19;
        var names = new List<byte[]>();
        for (var entry = ReadFolderStream(stream); entry != 0; entry = ReadFolderStream(stream))
        {
            var name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)entry + nameInEntry);
            if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
            {
                names.Add([.. name, 0]);
            }
        }

        return Marshal.GetLastPInvokeError() == 0 ? names : throw LastError();
    }

    private static uint? FindNumber(string name, bool isUser)
    {
        const int longestRecord = 1 << 20;
        const int numberInRecord = 16;
        var record = stackalloc byte[256];
        for (var size = 4096; size <= longestRecord; size *= 4)
        {
            var texts = new byte[size];
            var error = isUser ? FindUserRecord(name, record, texts, (nuint)size, out var found) : FindGroupRecord(name, record, texts, (nuint)size, out found);
            if (error != OutOfSpace)
            {
                return found == 0 ? null : *(uint*)(record + numberInRecord);
            }
        }

        return null;
    }

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    private static partial int OpenDescriptorIn(SafeFileHandle folder, ReadOnlySpan<byte> name, int flags, int mode);

    /// <summary>The descriptor is the stream's from here on.</summary>
    [LibraryImport("libc", EntryPoint = "fdopendir", SetLastError = true)]
    private static partial nint OpenFolderStream(int descriptor);

    [LibraryImport("libc", EntryPoint = "readdir", SetLastError = true)]
    private static partial nint ReadFolderStream(nint stream);

    [LibraryImport("libc", EntryPoint = "closedir", SetLastError = true)]
    private static partial int CloseFolderStream(nint stream);

    [LibraryImport("libc", EntryPoint = "fchownat", SetLastError = true)]
    private static partial int ChangeOwnerIn(SafeFileHandle folder, ReadOnlySpan<byte> name, uint user, uint group, int flags);

    [LibraryImport("libc", EntryPoint = "chmod", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeMode(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "readlinkat", SetLastError = true)]
    private static partial nint ReadLinkIn(SafeFileHandle folder, ReadOnlySpan<byte> name, Span<byte> target, nint size);

    [LibraryImport("libc", EntryPoint = "getpwnam_r", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int FindUserRecord(string name, byte* record, Span<byte> texts, nuint size, out nint found);

    [LibraryImport("libc", EntryPoint = "getgrnam_r", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int FindGroupRecord(string name, byte* record, Span<byte> texts, nuint size, out nint found);
}
