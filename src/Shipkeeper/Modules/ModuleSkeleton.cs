using System.Text;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Modules;

/// <summary>A first native module, which keeps one file as its configuration says, and passes its own test.</summary>
internal static class ModuleSkeleton
{
    /// <summary>What modules in Python import.</summary>
    private const string PythonPackage = "updates";

    private const string Folder = "Shipkeeper.Modules.Skeletons.";

    /// <summary>Language → the skeleton's program.</summary>
    private static readonly Dictionary<string, string> Programs = new() { ["sh"] = "run.sh", ["python"] = "run.py", ["csharp"] = "run.cs" };

    public static IReadOnlyList<string> Languages => [.. Programs.Keys];

    /// <param name="repository">Whose folder of modules it goes into.</param>
    /// <exception cref="ShipkeeperException"><c>modules.bad-name</c>, <c>modules.exists</c></exception>
    public static void Write(RootedFiles repository, string module, string language)
    {
        if (!ModuleName.IsValid(module) || module == PythonPackage)
        {
            throw ModuleErrors.BadName(module);
        }

        var folder = ModuleTree.PathOf(module);
        if (repository.Exists(folder))
        {
            throw ModuleErrors.Exists(repository.Resolve(folder));
        }

        repository.CreateFolder(folder, RootedFiles.ReadableFolder);
        Write(ModuleIndex.FileName, ModuleIndex.FileName, RootedFiles.Readable);
        Write("run", Programs[language], RootedFiles.ReadableFolder);
        Write("test", "test.sh", RootedFiles.ReadableFolder);

        void Write(string name, string source, UnixFileMode mode) =>
            repository.Write($"{folder}/{name}", Encoding.UTF8.GetBytes(EmbeddedFile.ReadText(Folder + source).Replace("NAME", module)), mode);
    }
}
