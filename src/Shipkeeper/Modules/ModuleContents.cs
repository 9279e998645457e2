using System.Text;
using Shipkeeper.Tools.Git;

namespace Shipkeeper.Modules;

/// <summary>What a repository may hold in a module. Everything else makes that module, and no other, one that is not taken. Pure.</summary>
internal static class ModuleContents
{
    public const int MaximumFileBytes = 64 << 20;
    private const long MaximumBytes = 512 << 20;
    private const int MaximumFiles = 20_000;

    /// <summary>A disk takes five more, which the name has while the file is written.</summary>
    private const int LongestName = 250;

    public const int LongestPath = 1024;

    /// <summary>The first thing that is wrong; null where nothing is.</summary>
    /// <param name="contents">Of links at least: path → content.</param>
    public static string? FindFault(string module, IReadOnlyList<GitEntry> entries, IReadOnlyDictionary<string, byte[]> contents) =>
        !ModuleName.IsValid(module) ? "its name is none that a module can have"
        : entries.Count > MaximumFiles ? $"it has more than {MaximumFiles:N0} files"
        : entries.Sum(entry => entry.Bytes) > MaximumBytes ? $"it is larger than {MaximumBytes >> 20} MiB"
        : entries.Select(FindFault).OfType<string>().FirstOrDefault()
            ?? FindTwice(entries)
            ?? FindWayOut(module, entries, contents);

    private static string? FindWayOut(string module, IReadOnlyList<GitEntry> entries, IReadOnlyDictionary<string, byte[]> contents) =>
        entries.FirstOrDefault(entry => entry.Kind is GitEntryKind.Link && !StaysInside(module, entry, contents.GetValueOrDefault(entry.Path))) is { } link
            ? $"the link '{link.Path}' leads out of it"
            : null;

    /// <summary>A link that has gone down must not go up again: what it goes down by can be a link, and then up is somewhere else.</summary>
    /// <param name="target">What the link holds.</param>
    public static bool StaysInside(string module, GitEntry link, ReadOnlySpan<byte> target)
    {
        var (text, top) = (Encoding.UTF8.GetString(target), "/" + ModuleTree.PathOf(module));
        return text.Length is > 0 and <= LongestPath
            && text[0] != '/'
            && !text.Contains('\0')
            && !text.Split('/').SkipWhile(part => part is "." or "..").Contains("..")
            && (Path.GetFullPath(text, "/" + Path.GetDirectoryName(link.Path)) + "/").StartsWith(top + "/", StringComparison.Ordinal);
    }

    /// <summary>git itself makes no such commit; on a disk one of the two would stand in the way of the other.</summary>
    private static string? FindTwice(IReadOnlyList<GitEntry> entries)
    {
        var taken = entries.SelectMany(entry => FoldersOf(entry.Path)).ToHashSet();
        return entries.FirstOrDefault(entry => !taken.Add(entry.Path)) is { } twice ? $"'{twice.Path}' is there twice" : null;
    }

    private static IEnumerable<string> FoldersOf(string path)
    {
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
        {
            yield return path[..end];
        }
    }

    private static string? FindFault(GitEntry entry) =>
        entry.Path.Contains('\uFFFD') ? $"a file has a name that is no UTF-8 ('{Shown(entry)}')"
        : entry.Path.Any(char.IsControl) ? $"a file has a control character in its name ('{Shown(entry)}')"
        : entry.Path.Length > LongestPath || entry.Path.Split('/').Any(name => Encoding.UTF8.GetByteCount(name) > LongestName) ? $"a file has a name that no disk takes ('{Shown(entry)}')"
        : entry.Path.Split('/').Any(name => name is "" or "." or ".." or ".git") ? $"a file has a name that leads elsewhere ('{Shown(entry)}')"
        : entry.Kind is GitEntryKind.Submodule ? $"'{entry.Path}' is a submodule, and those are not fetched"
        : entry.Bytes > MaximumFileBytes ? $"'{entry.Path}' is larger than {MaximumFileBytes >> 20} MiB"
        : null;

    private static string Shown(GitEntry entry) => string.Concat(entry.Path.Select(letter => char.IsControl(letter) ? '?' : letter).Take(80));
}
