using System.Reflection;
using System.Runtime.InteropServices;

namespace Shipkeeper.Tools.Cryptography;

/// <summary>
/// The calls of the system's password hashing library, libxcrypt. Almost every Linux with accounts has it; musl has nothing of the kind.
/// Texts end with a zero byte.
/// </summary>
internal static partial class CryptCalls
{
    /// <summary><c>sizeof(struct crypt_data)</c>, the same on every architecture.</summary>
    public const int DataBytes = 32768;

    private const string Library = "libcrypt";

    /// <summary>The first keeps compatibility with the old glibc, the second does not; distributions have one or the other.</summary>
    private static readonly string[] FileNames = ["libcrypt.so.1", "libcrypt.so.2"];

    static CryptCalls() => NativeLibrary.SetDllImportResolver(typeof(CryptCalls).Assembly, Resolve);

    /// <param name="count">The cost: two to this power are the rounds.</param>
    /// <returns>Zero when the library does not offer the prefix.</returns>
    [LibraryImport(Library, EntryPoint = "crypt_gensalt_rn")]
    public static partial nint CreateSetting(ReadOnlySpan<byte> prefix, CULong count, ReadOnlySpan<byte> random, int randomBytes, Span<byte> setting, int settingBytes);

    /// <param name="data">Of <see cref="DataBytes"/>, pinned, and all zero. Only the hash is left in it.</param>
    /// <returns>A place in <paramref name="data"/>; zero on an error.</returns>
    [LibraryImport(Library, EntryPoint = "crypt_rn")]
    public static partial nint Crypt(ReadOnlySpan<byte> phrase, ReadOnlySpan<byte> setting, Span<byte> data, int dataBytes);

    /// <returns>The first of them that is there; zero when none is.</returns>
    public static nint Load(IEnumerable<string> fileNames) =>
        fileNames.Select(name => NativeLibrary.TryLoad(name, out var library) ? library : 0).FirstOrDefault(library => library != 0);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) => name == Library ? Load(FileNames) : 0;
}
