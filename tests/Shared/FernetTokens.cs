using System.Security.Cryptography;
using System.Text;

namespace Shipkeeper.Tests;

/// <summary>Opens what was encrypted, as an application does; written from the specification, github.com/fernet/spec, alone.</summary>
internal static class FernetTokens
{
    private const int IvBegin = 9;
    private const int CipherBegin = 25;
    private const int MacBytes = 32;

    /// <param name="key">In url-safe base64.</param>
    public static string Decrypt(string key, string token)
    {
        var (keys, bytes) = (OfBase64(key), OfBase64(token));
        Assert.Equal(HMACSHA256.HashData(keys[..16], bytes[..^MacBytes]), bytes[^MacBytes..]);
        using var aes = Aes.Create();
        aes.Key = keys[16..];
        return Encoding.UTF8.GetString(aes.DecryptCbc(bytes[CipherBegin..^MacBytes], bytes[IvBegin..CipherBegin]));
    }

    private static byte[] OfBase64(string text) => Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/'));
}
