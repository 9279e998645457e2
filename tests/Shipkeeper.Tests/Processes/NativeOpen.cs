using System.Runtime.InteropServices;

namespace Shipkeeper.Tests.Processes;

/// <summary>Opens a file as the platform's lock is opened: without close-on-exec.</summary>
internal static partial class NativeOpen
{
    public static int ForChildren(string path) => open(path, 0x42, 0x180);

    public static void Close(int descriptor) => _ = close(descriptor);

    [DllImport("libc", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int open(string path, int flags, uint mode);

    [DllImport("libc")]
    private static extern int close(int descriptor);
}
