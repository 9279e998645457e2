using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Shipkeeper.Tools.Cryptography;

/// <summary>
/// Hashes passwords as <c>$2b$12$…</c>, by the system's own library (docs/adr/0010). A hash takes about a quarter of a second, which is its
/// purpose. Error: <c>config.no-bcrypt</c>.
/// </summary>
public static class Bcrypt
{
    /// <summary>bcrypt does not see what comes after.</summary>
    public const int MaximumBytes = 72;

    private const int Cost = 12;
    private const int SaltBytes = 16;

    /// <summary>What libxcrypt asks for, whatever the algorithm.</summary>
    private const int SettingBytes = 192;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="ArgumentException">Longer than <see cref="MaximumBytes"/> in UTF-8, with a NUL, or not to be written in UTF-8.</exception>
    public static string Hash(string password) => OfTheLibrary(() => Crypt(password, CreateSetting()) ?? throw BcryptErrors.NotOffered());

    private static byte[] CreateSetting()
    {
        var setting = new byte[SettingBytes];
        var made = CryptCalls.CreateSetting("$2b$\0"u8, new CULong(Cost), RandomNumberGenerator.GetBytes(SaltBytes), SaltBytes, setting, SettingBytes);
        return made != 0 ? setting : throw BcryptErrors.NotOffered();
    }

    /// <param name="setting">Algorithm, cost and salt, ended by a NUL; a whole hash begins with them.</param>
    /// <returns>Null when the library does not understand the setting.</returns>
    internal static string? Crypt(string password, ReadOnlySpan<byte> setting)
    {
        // On the stack, where the garbage collector makes no copies.
        Span<byte> phrase = stackalloc byte[MaximumBytes + 1];
        var data = GC.AllocateArray<byte>(CryptCalls.DataBytes, pinned: true);
        try
        {
            Write(password, phrase);
            var hash = Marshal.PtrToStringUTF8(CryptCalls.Crypt(phrase, setting, data, data.Length));
            GC.KeepAlive(data);
            return hash;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(phrase);
        }
    }

    private static void Write(string password, Span<byte> phrase)
    {
        phrase.Clear();
        if (password.Contains('\0') || !Utf8.TryGetBytes(password, phrase[..MaximumBytes], out _))
        {
            throw new ArgumentException($"bcrypt takes at most {MaximumBytes} bytes, and no NUL among them.", nameof(password));
        }
    }

    private static T OfTheLibrary<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            throw BcryptErrors.NotThere(missing);
        }
    }
}
