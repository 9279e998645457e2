using System.Buffers.Text;
using System.Security.Cryptography;
using Shipkeeper.PlatformFile;

namespace Shipkeeper.Model;

/// <summary>New secrets in the formats of the platform file.</summary>
internal static class SecretGeneration
{
    public static string Generate(SecretOrigin.Generated origin)
    {
        var bytes = RandomNumberGenerator.GetBytes(origin.Bytes);
        return origin.Generator switch
        {
            SecretGenerator.Hex => Convert.ToHexStringLower(bytes),
            SecretGenerator.Token => Base64Url.EncodeToString(bytes),
            _ => Convert.ToBase64String(bytes).Replace('+', '-').Replace('/', '_'),
        };
    }
}
