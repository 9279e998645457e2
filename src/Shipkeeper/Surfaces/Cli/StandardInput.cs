namespace Shipkeeper.Surfaces.Cli;

/// <summary>A value that somebody passes on standard input.</summary>
internal static class StandardInput
{
    /// <returns>Null when there is more than allowed.</returns>
    public static byte[]? Read(int maximumBytes)
    {
        using var input = Console.OpenStandardInput();
        var bytes = new byte[maximumBytes + 1];
        var length = input.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return length <= maximumBytes ? bytes[..length] : null;
    }
}
