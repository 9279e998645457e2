namespace Shipkeeper.Modules;

/// <summary>How a module is run.</summary>
internal enum ModuleEntryKind
{
    /// <summary>A program that speaks the protocol of modules.md: <c>run check</c>, <c>run apply</c>.</summary>
    Native,

    /// <summary>A Python package with a function <c>main</c>.</summary>
    Python,

    /// <summary>A module of Shipkeeper's own, which speaks the same protocol.</summary>
    BuiltIn,

    /// <summary>Any program; its exit code is the result.</summary>
    Program,
}

/// <param name="Path">Of the program, relative to the tree; of a Python module its folder; of a built-in one its name.</param>
internal sealed record ModuleEntry(ModuleEntryKind Kind, string Path)
{
    private static readonly string[] PythonFiles = ["__init__.py", "index.py"];

    public static bool IsPython(ModuleTree tree, ModuleIndex module) => PythonFiles.Any(file => tree.Files.Exists($"{ModuleTree.PathOf(module.Name)}/{file}"));

    /// <summary>What the index names; else <c>run</c>, a Python package, <c>index.sh</c>, <c>main.sh</c>, or a script with the name of the module.</summary>
    /// <exception cref="ShipkeeperException"><c>modules.no-entry</c></exception>
    public static ModuleEntry Find(ModuleTree tree, ModuleIndex module)
    {
        if (module.BuiltIn is { } builtIn)
        {
            return new(ModuleEntryKind.BuiltIn, builtIn);
        }

        var folder = ModuleTree.PathOf(module.Name);
        if (module.Entry is { } named)
        {
            return OfFile(folder, FindNamed(tree, module.Name, named));
        }

        string[] usual = ["run", .. PythonFiles, "index.sh", "main.sh", $"{module.Name}.sh"];
        return usual.FirstOrDefault(file => tree.Files.Exists($"{folder}/{file}")) is { } found
            ? OfFile(folder, found)
            : throw ModuleErrors.NoEntry(module.Name, "it has neither 'run' nor '__init__.py', 'index.py', 'index.sh', 'main.sh' or a script of its own name");
    }

    private static string FindNamed(ModuleTree tree, string module, string file)
    {
        var folder = tree.Files.Resolve(ModuleTree.PathOf(module));
        var isInside = tree.Files.Resolve($"{ModuleTree.PathOf(module)}/{file}").StartsWith(folder + "/", StringComparison.Ordinal);
        return !isInside ? throw ModuleErrors.NoEntry(module, $"'{file}', which its index names, is not in its folder")
            : !tree.Files.Exists($"{ModuleTree.PathOf(module)}/{file}") ? throw ModuleErrors.NoEntry(module, $"'{file}', which its index names, is not there")
            : file;
    }

    private static ModuleEntry OfFile(string folder, string file) =>
        PythonFiles.Contains(file) ? new(ModuleEntryKind.Python, folder)
        : new(file == "run" ? ModuleEntryKind.Native : ModuleEntryKind.Program, $"{folder}/{file}");
}
