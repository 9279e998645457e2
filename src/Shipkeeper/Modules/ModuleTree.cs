using Shipkeeper.Tools.Files;
using Shipkeeper.Tools.Git;

namespace Shipkeeper.Modules;

/// <summary>
/// The modules of this host: <c>modules/&lt;name&gt;/</c>, the global <c>index.json</c> beside them, and Shipkeeper's own folder
/// (<c>staged/</c> what is being brought in, <c>unproven/</c> the code before one that has not run well yet, <c>previous/</c> the code before
/// one that has, <c>failed/</c> what was taken out again, <c>state/</c> what was backed up).
/// </summary>
internal sealed class ModuleTree(RootedFiles files)
{
    public const string ModulesFolder = "modules";
    public const string StateFolder = ".shipkeeper";

    public RootedFiles Files => files;

    public string Root => files.Root;

    /// <exception cref="ShipkeeperException"><c>modules.no-tree</c>; <c>modules.bad-tree</c>: it is no folder, or cannot be looked into.</exception>
    public static void Require(string root)
    {
        try
        {
            if (!File.GetAttributes(root).HasFlag(FileAttributes.Directory))
            {
                throw ModuleErrors.BadTree(root, "it is a file");
            }

            Directory.GetFileSystemEntries(Directory.Exists(Path.Combine(root, StateFolder)) ? Path.Combine(root, StateFolder) : root);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw ModuleErrors.NoTree(root);
        }
        catch (UnauthorizedAccessException)
        {
            throw ModuleErrors.ClosedTree(root);
        }
        catch (IOException failure)
        {
            throw ModuleErrors.BadTree(root, failure.Message);
        }
    }

    /// <summary>Makes the folder where there is none.</summary>
    /// <exception cref="ShipkeeperException"><c>modules.bad-tree</c></exception>
    public static void Make(string root)
    {
        try
        {
            if (!File.Exists(root))
            {
                Directory.CreateDirectory(root);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw ModuleErrors.BadTree(root, failure.Message);
        }

        Require(root);
    }

    public static string PathOf(string module) => $"{ModulesFolder}/{module}";

    public static string IndexOf(string module) => $"{ModulesFolder}/{module}/{ModuleIndex.FileName}";

    /// <summary>Every module, in the order of the names. Whatever is in the folder and is no module is passed over.</summary>
    public IReadOnlyList<InstalledModule> List() =>
    [
        .. files.ListFolders(ModulesFolder)
            .Where(ModuleName.IsValid)
            .Order(StringComparer.Ordinal)
            .Select(Find)
            .OfType<InstalledModule>(),
    ];

    /// <summary>Folders that would be modules if they had an index: somebody has forgotten or lost it.</summary>
    /// <param name="modules">All that there are.</param>
    public IReadOnlyList<string> ListWithoutIndex(IEnumerable<InstalledModule> modules) =>
        [.. files.ListFolders(ModulesFolder).Where(ModuleName.IsValid).Except(modules.Select(module => module.Name)).Order(StringComparer.Ordinal)];

    /// <returns>Null where there is none of that name.</returns>
    public InstalledModule? Find(string name)
    {
        if (!ModuleName.IsValid(name))
        {
            return null;
        }

        try
        {
            return ReadIndex(name) is { } content ? new(name, ModuleIndexReader.Read(name, content, files.Resolve(IndexOf(name)))) : null;
        }
        catch (ShipkeeperException problem)
        {
            return new(name, null, problem);
        }
    }

    /// <summary>Of a module that is not installed: what is in its place all the same.</summary>
    /// <returns>Null where the place is free.</returns>
    /// <exception cref="ShipkeeperException">It cannot be looked at.</exception>
    public ShipkeeperException? FindInTheWay(string name)
    {
        var place = files.Resolve(PathOf(name));
        return new DirectoryInfo(place) switch
        {
            { LinkTarget: not null } => ModuleErrors.PlaceTaken(name, place, "a link to what is no module"),
            { Exists: true } when !files.IsEmptyFolder(PathOf(name)) => ModuleErrors.PlaceTaken(name, place, $"a folder without {ModuleIndex.FileName}"),
            { Exists: false } when File.Exists(place) => ModuleErrors.PlaceTaken(name, place, "a file"),
            _ => null,
        };
    }

    /// <exception cref="ShipkeeperException"><c>modules.no-such-module</c></exception>
    public InstalledModule Get(string name) => Find(name) ?? throw ModuleErrors.NoSuchModule(name, List().Select(module => module.Name));

    /// <returns>Null where there is none, or what is there cannot be read: a module may have put a link in its own place.</returns>
    public byte[]? TryReadIndex(string module)
    {
        try
        {
            return ReadIndex(module);
        }
        catch (ShipkeeperException)
        {
            return null;
        }
    }

    public byte[]? ReadIndex(string module) => files.Read(IndexOf(module), ModuleIndexReader.MaximumBytes);

    /// <returns>Null where there is none.</returns>
    /// <exception cref="ShipkeeperException"><c>modules.bad-index</c></exception>
    public GlobalIndex? ReadGlobalIndex() =>
        files.Read(ModuleIndex.FileName, ModuleIndexReader.MaximumBytes) is { } content ? GlobalIndex.Read(content, files.Resolve(ModuleIndex.FileName)) : null;

    /// <summary>Once its repository was reached: whatever becomes of the run, the next command knows where modules come from.</summary>
    public void Remember(ModuleOrigin origin)
    {
        var index = ReadGlobalIndex() ?? GlobalIndex.Empty;
        if (index.Repository is null)
        {
            var isSecret = GitErrors.WithoutLogin(origin.Address) != origin.Address;
            files.Write(ModuleIndex.FileName, index.With(origin), isSecret ? RootedFiles.Private : ModeOf(ModuleIndex.FileName));
        }
    }

    public void WriteGlobalIndex(byte[] content) => files.Write(ModuleIndex.FileName, content, ModeOf(ModuleIndex.FileName));

    public void WriteIndex(string module, byte[] content) => files.Write(IndexOf(module), content, ModeOf(IndexOf(module)));

    /// <summary>Of an index, to write it anew: one that its owner keeps to himself stays so, because a login or a password may be in it.</summary>
    public UnixFileMode ModeOf(string index) => files.Exists(index) ? File.GetUnixFileMode(files.Resolve(index)) : RootedFiles.Readable;

    /// <summary>What is installed: module → version, as they say it themselves.</summary>
    public IReadOnlyDictionary<string, string> ListPackages() =>
        List().Where(module => module.Index is not null).ToDictionary(module => module.Name, module => module.Index!.VersionText);
}
