using Shipkeeper.Tools.Files;

namespace Shipkeeper.Modules;

/// <summary>
/// The two programs by which the updates orchestrator was called: whoever calls them reaches Shipkeeper. What was in their place is kept.
/// </summary>
internal static class OldCommands
{
    private const string Folder = "Shipkeeper.Modules.Wrappers.";
    private const string Kept = $"{ModuleTree.StateFolder}/orchestrator";

    public static IReadOnlyList<string> Names { get; } = ["index.py", "updateManager.sh"];

    /// <returns>Those that were not there as they are now.</returns>
    public static IReadOnlyList<string> Install(RootedFiles files)
    {
        var changed = Names.Where(name => files.Read(name) is not { } there || !there.AsSpan().SequenceEqual(Content(name))).ToList();
        foreach (var name in changed)
        {
            if (files.Read(name) is { } old)
            {
                files.CreateFolder(Kept);
                files.Write(files.Exists($"{Kept}/{name}") ? $"{Kept}/{name}.{Sha256Text.Of(old)[..8]}" : $"{Kept}/{name}", old);
            }

            files.Write(name, Content(name), RootedFiles.ReadableFolder);
        }

        return changed;
    }

    private static byte[] Content(string name) => EmbeddedFile.Read(Folder + name);
}
