using System.Security.Cryptography;
using System.Text;

namespace Shipkeeper.Modules;

/// <summary>Where our own copies of repositories are, when nothing else is said: never in a place that others may write to.</summary>
internal static class ModuleCache
{
    /// <summary>For everybody on this host when root runs us, else for the user alone.</summary>
    public static string UsualFolder => Environment.IsPrivilegedProcess
        ? "/var/cache/shipkeeper/modules"
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify), ".cache/shipkeeper/modules");

    /// <summary>One for each address; a login in it is part of what is hashed, and of nothing else.</summary>
    public static string NameOf(string address) => $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address)))[..16]}.git";
}
