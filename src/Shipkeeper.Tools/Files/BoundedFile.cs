using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Shipkeeper.Tools.Files;

/// <summary>Reads a file of which only the name is known to be ours: it may be missing, endless, or no file at all.</summary>
public static class BoundedFile
{
    /// <returns>Null when there is no such file; never because it could not be looked for.</returns>
    /// <exception cref="ShipkeeperException">It is no plain file, larger than allowed, or cannot be read.</exception>
    public static byte[]? Read(string path, int maximumBytes)
    {
        // Without O_NONBLOCK the open of a FIFO waits for somebody who writes into it.
        using var file = Posix.Open(path, Posix.OpenReadOnly | Posix.OpenNonBlocking | Posix.OpenCloseOnExec, 0);
        if (file.IsInvalid)
        {
            return Marshal.GetLastPInvokeError() == Posix.NoEntry ? null : throw FileErrors.NotRead(path, Posix.LastError(path));
        }

        var status = Posix.StatusOf(file, path);
        return status.IsPlainFile ? ReadToEnd(file, path, status.Size, maximumBytes) : throw FileErrors.NotAFile(path, status.IsFolder);
    }

    private static byte[] ReadToEnd(SafeFileHandle file, string path, long expectedBytes, int maximumBytes)
    {
        try
        {
            var (content, length) = (new byte[Math.Min(expectedBytes, maximumBytes) + 1], 0);
            while (RandomAccess.Read(file, content.AsSpan(length), length) is > 0 and var read)
            {
                length += read;
                if (length > maximumBytes)
                {
                    throw FileErrors.TooLarge(path, maximumBytes);
                }

                if (length == content.Length)
                {
                    // It grows while we read, or its size is not told (/proc).
                    Array.Resize(ref content, (int)Math.Min(2L * content.Length + 4096, maximumBytes + 1L));
                }
            }

            return content[..length];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.NotRead(path, failure);
        }
    }
}
