using System.Text;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Modules;

/// <summary>Where our own copies of repositories are, when nothing else is said: never in a place that others may write to.</summary>
internal static class ModuleCache
{
    /// <summary>For everybody on this host when root runs us, else for the user alone.</summary>
    public static string UsualFolder => Environment.IsPrivilegedProcess
        ? "/var/cache/shipkeeper/modules"
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify), ".cache/shipkeeper/modules");

    /// <summary>Makes the folder where there is none.</summary>
    /// <exception cref="ShipkeeperException"><c>modules.bad-cache</c>: it cannot be made, or somebody else may write to it, and what is run comes from it.</exception>
    public static void Require(string folder)
    {
        try
        {
            if (Directory.CreateDirectory(folder, RootedFiles.PrivateFolder).UnixFileMode.HasFlag(UnixFileMode.OtherWrite))
            {
                throw ModuleErrors.BadCache(folder, "everybody may write to it");
            }

            if (!new RootedFiles(folder).IsOwn)
            {
                throw ModuleErrors.BadCache(folder, "it belongs to somebody else");
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw ModuleErrors.BadCache(folder, failure.Message);
        }
    }

    /// <summary>One for each address; a login in it is part of what is hashed, and of nothing else.</summary>
    public static string NameOf(string address) => $"{Sha256Text.Of(Encoding.UTF8.GetBytes(address))[..16]}.git";
}
