using System.Globalization;

namespace Shipkeeper.Tools.Git;

/// <summary>What an entry of a commit is; git knows nothing else.</summary>
public enum GitEntryKind
{
    File,
    Program,
    Link,
    Folder,
    Submodule,
}

/// <summary>One entry of a commit's files.</summary>
/// <param name="Id">Of its content: equal ids are equal contents, also of folders.</param>
/// <param name="Bytes">Of a file or link.</param>
/// <param name="Path">From the top, with slashes; bytes that are no UTF-8 are U+FFFD.</param>
public sealed record GitEntry(GitEntryKind Kind, string Id, long Bytes, string Path)
{
    /// <summary>A line of <c>git ls-tree --long</c>: mode, type, id, size, a tab, and the path.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    internal static GitEntry Parse(string line) =>
        line.Split('\t', 2) is [var facts, var path]
        && facts.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var mode, _, var id, var size]
        && KindOf(mode) is { } kind
            ? new(kind, id, long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : 0, path)
            : throw new FormatException($"'{line}' is no entry of a tree.");

    private static GitEntryKind? KindOf(string mode) => mode switch
    {
        "100644" or "100664" => GitEntryKind.File,
        "100755" => GitEntryKind.Program,
        "120000" => GitEntryKind.Link,
        "040000" => GitEntryKind.Folder,
        "160000" => GitEntryKind.Submodule,
        _ => null,
    };
}
