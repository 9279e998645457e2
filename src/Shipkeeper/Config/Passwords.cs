using System.Security.Cryptography;

namespace Shipkeeper.Config;

/// <summary>Random passwords that can be read aloud and typed: without letters and digits that look like others.</summary>
internal static class Passwords
{
    public const string Alphabet = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    /// <param name="length">In characters, each of 5.8 bits.</param>
    public static string Generate(int length) => RandomNumberGenerator.GetString(Alphabet, length);
}
