namespace Shipkeeper.Tools.Files;

/// <summary>Reads a file of which only the name is known to be ours: it may be missing, endless, or no file at all.</summary>
public static class BoundedFile
{
    /// <returns>Null when there is no such file.</returns>
    /// <exception cref="ShipkeeperException">It is no plain file, larger than allowed, or cannot be read.</exception>
    public static byte[]? Read(string path, int maximumBytes)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            return Directory.Exists(path) ? throw FileErrors.NotAFile(path) : null;
        }

        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var content = new byte[Math.Min(maximumBytes, stream.Length) + 1];
            var read = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            return read <= maximumBytes && stream.CanSeek ? content[..read] : throw FileErrors.TooLarge(path, maximumBytes);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw FileErrors.NotRead(path, failure);
        }
    }
}
