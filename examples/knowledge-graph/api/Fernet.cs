using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace KnowledgeGraph;

/// <summary>
/// Reads tokens of github.com/fernet/spec: version, time, IV, AES-128-CBC, and HMAC-SHA256 over all of it. In Python it is one line:
/// <c>cryptography.fernet.Fernet(key).decrypt(token)</c>.
/// </summary>
internal static class Fernet
{
    private const byte Version = 0x80;
    private const int KeyLength = 32;
    private const int IvStart = 9;
    private const int TextStart = 25;
    private const int SignatureLength = 32;

    /// <exception cref="CryptographicException">Key or token is malformed, or they do not belong together.</exception>
    public static string Decrypt(byte[] asciiToken, string key)
    {
        var (signingKey, encryptionKey) = Split(key);
        var token = Decode(Encoding.ASCII.GetString(asciiToken));
        if (token.Length <= TextStart + SignatureLength || token[0] != Version)
        {
            throw new CryptographicException("it is no Fernet token");
        }

        var signed = token.AsSpan(..^SignatureLength);
        if (!CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(signingKey, signed), token.AsSpan(^SignatureLength..)))
        {
            throw new CryptographicException("it was not encrypted with this ENCRYPTION_KEY");
        }

        using var aes = Aes.Create();
        aes.Key = encryptionKey;
        return Encoding.UTF8.GetString(aes.DecryptCbc(signed[TextStart..], signed[IvStart..TextStart]));
    }

    private static (byte[] SigningKey, byte[] EncryptionKey) Split(string key) =>
        Decode(key) is { Length: KeyLength } bytes
            ? (bytes[..(KeyLength / 2)], bytes[(KeyLength / 2)..])
            : throw new CryptographicException("ENCRYPTION_KEY is not 32 bytes in base64");

    /// <returns>Nothing for what is no base64, of either alphabet.</returns>
    private static byte[] Decode(string text)
    {
        var urlSafe = text.Replace('+', '-').Replace('/', '_');
        return Base64Url.IsValid(urlSafe) ? Base64Url.DecodeFromChars(urlSafe) : [];
    }
}
