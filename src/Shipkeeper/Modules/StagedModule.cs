using System.Text;
using Shipkeeper.Tools.Files;
using Shipkeeper.Tools.Git;

namespace Shipkeeper.Modules;

/// <summary>Code of a repository on its way into its place.</summary>
internal sealed class StagedModule(ModuleTree tree, RepositoryModule module)
{
    private readonly string _folder = new ModulePlaces(module.Name).Staged;

    /// <summary>Begins the folder anew.</summary>
    public void Clear()
    {
        tree.Files.Remove(_folder);
        tree.Files.CreateFolder(_folder, RootedFiles.ReadableFolder);
    }

    /// <summary>Writes one entry. Shell scripts become programs: old modules call them, whatever their mode is in git.</summary>
    /// <exception cref="ShipkeeperException"><c>modules.unsafe</c>: a link that leads out of the module.</exception>
    public void Add(GitEntry entry, byte[] content)
    {
        var path = $"{_folder}/{module.PathInside(entry)}";
        tree.Files.CreateFolder(Path.GetDirectoryName(path)!, RootedFiles.ReadableFolder);
        if (entry.Kind is not GitEntryKind.Link)
        {
            var isProgram = entry.Kind is GitEntryKind.Program || path.EndsWith(".sh", StringComparison.Ordinal);
            tree.Files.Write(path, content, isProgram ? RootedFiles.ReadableFolder : RootedFiles.Readable);
        }
        else if (ModuleContents.StaysInside(module.Name, entry, content))
        {
            tree.Files.SwitchLink(path, Encoding.UTF8.GetString(content));
        }
        else
        {
            throw ModuleErrors.Unsafe(module.Name, $"the link '{entry.Path}' leads out of it");
        }
    }
}
