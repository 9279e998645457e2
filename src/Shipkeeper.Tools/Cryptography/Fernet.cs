using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Shipkeeper.Tools.Cryptography;

/// <summary>
/// Encrypts texts as Fernet tokens, version 0x80 of github.com/fernet/spec: AES-128-CBC with a random IV, then HMAC-SHA256 over all of it.
/// What is kept in a database has no age, so the time in a token is written and never judged.
/// </summary>
public sealed class Fernet
{
    private const byte Version = 0x80;
    private const int KeyBytes = 32;
    private const int HalfKey = KeyBytes / 2;
    private const int BlockBytes = 16;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The signing key, then the encryption key.</summary>
    private readonly byte[] _key;

    private Fernet(byte[] key) => _key = key;

    /// <summary>
    /// The same for the same key, in lower-case hexadecimal. It tells a changed key from a known one, and nobody can get from it to the key.
    /// The label is for ever: fingerprints are remembered.
    /// </summary>
    public string Fingerprint => Convert.ToHexStringLower(HMACSHA256.HashData(_key, "shipkeeper: fingerprint of a key"u8));

    /// <param name="key">32 bytes in url-safe or in standard base64, padded.</param>
    /// <returns>Null for anything else.</returns>
    public static Fernet? FromKey(string key)
    {
        var bytes = new byte[KeyBytes + 1];
        var isKey = Convert.TryFromBase64String(key.Replace('-', '+').Replace('_', '/'), bytes, out var length) && length == KeyBytes;
        return isKey ? new(bytes[..KeyBytes]) : null;
    }

    /// <returns>A token in url-safe base64.</returns>
    /// <exception cref="ArgumentException">The text cannot be written in UTF-8.</exception>
    public string Encrypt(string text, DateTimeOffset time) => Encrypt(text, time, RandomNumberGenerator.GetBytes(BlockBytes));

    /// <param name="iv">16 bytes, never the same twice.</param>
    internal string Encrypt(string text, DateTimeOffset time, ReadOnlySpan<byte> iv)
    {
        using var aes = CreateAes();
        byte[] signed = [Version, .. new byte[sizeof(ulong)], .. iv, .. aes.EncryptCbc(Utf8.GetBytes(text), iv)];
        BinaryPrimitives.WriteInt64BigEndian(signed.AsSpan(1), time.ToUnixTimeSeconds());
        byte[] token = [.. signed, .. Sign(signed)];
        return Convert.ToBase64String(token).Replace('+', '-').Replace('/', '_');
    }

    private byte[] Sign(ReadOnlySpan<byte> signed) => HMACSHA256.HashData(_key.AsSpan(0, HalfKey), signed);

    private Aes CreateAes()
    {
        var aes = Aes.Create();
        aes.Key = _key[HalfKey..];
        return aes;
    }
}
