using System.Text;
using Shipkeeper.Tools.Cryptography;

namespace Shipkeeper.Tests.Cryptography;

/// <summary>Knows a password by its hash, as an application does: hashed with the same salt it is the same.</summary>
internal static class PasswordHashes
{
    public static bool IsOf(string hash, string password) => Bcrypt.Crypt(password, Encoding.ASCII.GetBytes(hash + '\0')) == hash;
}
