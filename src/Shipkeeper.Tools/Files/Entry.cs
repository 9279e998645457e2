using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Shipkeeper.Tools.Files;

/// <summary>
/// Whatever stands under a name, held by a descriptor: a link is itself, and what is done to the entry is done to what was looked at, whatever
/// the name has become meanwhile. Names are bytes that end with a zero.
/// </summary>
internal sealed class Entry : IDisposable
{
    private const int Flags = Posix.OpenNameOnly | Posix.OpenCloseOnExec;
    private const int MostLinks = 40;

    private Entry(SafeFileHandle handle, FileStatus status) => (Handle, Status) = (handle, status);

    public SafeFileHandle Handle { get; }

    /// <summary>As it was when it was opened.</summary>
    public FileStatus Status { get; }

    /// <summary>
    /// Finds an absolute path, and does not follow its last name. Links on the way are followed where root or we ourselves have made them, as
    /// <c>/var/run</c> is one: whoever else may write into a folder on the way could lead us anywhere.
    /// </summary>
    /// <exception cref="IOException">There is no such path, or it may not be followed.</exception>
    public static Entry Find(string path)
    {
        var names = new Stack<byte[]>(NamesOf(Encoding.UTF8.GetBytes(path)).Reverse());
        var (current, links) = (OpenTop(), 0);
        try
        {
            while (names.TryPop(out var name))
            {
                var next = current.Open(name, path);
                if (next.Status.IsLink && names.Count > 0)
                {
                    var target = Follow(next, path, ++links);
                    NamesOf(target).Reverse().ToList().ForEach(names.Push);
                    if (target[0] != '/')
                    {
                        continue;
                    }

                    next = OpenTop();
                }

                current.Dispose();
                current = next;
            }

            return current;
        }
        catch
        {
            current.Dispose();
            throw;
        }
    }

    /// <summary>A name as a text that shows every byte of it.</summary>
    public static string Show(ReadOnlySpan<byte> name)
    {
        var text = new StringBuilder();
        for (var rest = name.TrimEnd((byte)0); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf8(rest, out var letter, out var length) is System.Buffers.OperationStatus.Done && !Rune.IsControl(letter))
            {
                text.Append(letter.ToString());
            }
            else
            {
                foreach (var odd in rest[..length])
                {
                    text.Append(CultureInfo.InvariantCulture, $"\\x{odd:x2}");
                }
            }

            rest = rest[length..];
        }

        return text.ToString();
    }

    /// <summary>A name of one of ours.</summary>
    public static byte[] Name(string name) => [.. Encoding.UTF8.GetBytes(name), 0];

    /// <param name="path">For the error, where somebody knows it.</param>
    /// <exception cref="IOException">It is not there, or may not be looked at.</exception>
    public Entry Open(ReadOnlySpan<byte> name, string path = "") => TryOpen(name, path) ?? throw Posix.LastError(path);

    /// <returns>Null where nothing has that name.</returns>
    /// <inheritdoc cref="Open"/>
    public Entry? TryOpen(ReadOnlySpan<byte> name, string path = "")
    {
        var handle = Posix.OpenIn(Handle, name, Flags | Posix.OpenNoFollow, 0);
        if (!handle.IsInvalid)
        {
            return new(handle, Posix.StatusOf(handle, path));
        }

        var failure = Posix.LastError(path);
        return Marshal.GetLastPInvokeError() == Posix.NoEntry ? null : throw failure;
    }

    /// <exception cref="IOException">The folder cannot be looked into.</exception>
    public List<byte[]> ListNames() => Posix.NamesIn(Handle);

    /// <summary>Brings everything that was written to the file system of this folder to disk.</summary>
    /// <exception cref="IOException">Some of it may be lost.</exception>
    public void SyncFileSystem()
    {
        using var folder = Posix.OpenIn(Handle, ".\0"u8, Posix.OpenReadOnly | Posix.OpenFolder | Posix.OpenCloseOnExec, 0);
        if (folder.IsInvalid || Posix.SyncFileSystem(folder) != 0)
        {
            throw Posix.LastError();
        }
    }

    public void Dispose() => Handle.Dispose();

    private static Entry OpenTop()
    {
        var handle = Posix.Open("/", Flags, 0);
        return handle.IsInvalid ? throw Posix.LastError("/") : new(handle, Posix.StatusOf(handle, "/"));
    }

    private static byte[] Follow(Entry link, string path, int links)
    {
        using (link)
        {
            return link.Status.User != 0 && link.Status.User != Posix.EffectiveUser()
                ? throw new IOException($"{path}: a link on the way to it belongs to user {link.Status.User}, and is not followed")
                : links > MostLinks ? throw new IOException($"{path}: too many links on the way to it")
                : Posix.ReadLink(link.Handle) is { Length: > 0 } target ? target
                : throw Posix.LastError(path);
        }
    }

    private static IEnumerable<byte[]> NamesOf(byte[] path)
    {
        var start = 0;
        for (var end = 0; end <= path.Length; end++)
        {
            if (end == path.Length || path[end] == '/')
            {
                if (end > start)
                {
                    yield return [.. path.AsSpan(start, end - start), 0];
                }

                start = end + 1;
            }
        }
    }
}
