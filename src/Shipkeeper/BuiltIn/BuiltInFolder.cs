using System.Text.Json.Nodes;
using Shipkeeper.Modules;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.BuiltIn;

/// <summary>The folder of a built-in module: an index with its usual configuration, and no code.</summary>
internal static class BuiltInFolder
{
    /// <summary>Where the tree has none of that name yet.</summary>
    public static void Make(ModuleTree tree, IBuiltInModule module)
    {
        if (tree.Files.Exists(ModuleTree.IndexOf(module.Name)))
        {
            return;
        }

        tree.Files.CreateFolder(ModuleTree.PathOf(module.Name), RootedFiles.ReadableFolder);
        tree.Files.Write(ModuleTree.IndexOf(module.Name), IndexOf(module), RootedFiles.Readable);
    }

    private static byte[] IndexOf(IBuiltInModule module) => IndexText.Write(new()
    {
        ["metadata"] = new JsonObject { ["schema_version"] = ProgramVersion.Text, ["description"] = module.Description, ["builtin"] = module.Name, ["enabled"] = true },
        ["config"] = JsonObject.Create(module.UsualConfig),
    });
}
