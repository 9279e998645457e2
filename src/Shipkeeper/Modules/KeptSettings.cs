using System.Text.Json;

namespace Shipkeeper.Modules;

/// <summary>Carries the settings of this host from one code of a module to the next, and back; which they are, <see cref="LocalSettings"/> says.</summary>
internal sealed class KeptSettings(ModuleTree tree, ModulePlaces places)
{
    private string Installed => ModuleTree.IndexOf(places.Module);

    /// <summary>Into what is staged.</summary>
    public void CarryOn()
    {
        if ((Read(Installed) ?? Read(IndexIn(places.Unproven)) ?? Read(places.Settings)) is { } settings)
        {
            Write(settings, IndexIn(places.Staged));
        }
    }

    /// <summary>Into the code that comes back: a person may have switched something since the new code came.</summary>
    /// <param name="index">That of the new code before it ran: what it has made of it since then goes with it.</param>
    public void CarryBack(byte[] index)
    {
        try
        {
            Write(index, IndexIn(places.Unproven));
        }
        catch (Exception unreadable) when (unreadable is ShipkeeperException or JsonException or InvalidOperationException)
        {
            // The settings of before are in the old code's own index.
        }
    }

    /// <summary>For a module whose folder is gone: when it comes again, it has them.</summary>
    public void Remember(byte[] index)
    {
        tree.Files.CreateFolder(Path.GetDirectoryName(places.Settings)!);
        tree.Files.Write(places.Settings, index);
    }

    private void Write(byte[] settings, string index)
    {
        if (Read(index) is { } other && LocalSettings.Keep(settings, other) is { } kept)
        {
            tree.Files.Write(index, kept, tree.ModeOf(Installed));
        }
    }

    private static string IndexIn(string folder) => $"{folder}/{ModuleIndex.FileName}";

    private byte[]? Read(string index) => tree.Files.Read(index, ModuleIndexReader.MaximumBytes);
}
