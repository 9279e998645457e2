namespace Shipkeeper.Tests.Architecture;

/// <summary>One source file of this repository.</summary>
/// <param name="Path">From the root of the repository.</param>
internal sealed record SourceFile(string Path, IReadOnlyList<string> Lines)
{
    /// <summary>Below <c>src/</c> or <c>tests/</c>.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(Path)![(Path.IndexOf('/') + 1)..];

    public static IReadOnlyList<SourceFile> Below(string folder) =>
    [
        .. from path in Directory.EnumerateFiles(System.IO.Path.Combine(Golden.RepositoryRoot, folder), "*.cs", SearchOption.AllDirectories)
           let fromRoot = System.IO.Path.GetRelativePath(Golden.RepositoryRoot, path)
           where !fromRoot.Split('/').Any(part => part is "obj" or "bin" or "testdata")
           orderby fromRoot
           select new SourceFile(fromRoot, File.ReadAllLines(path)),
    ];
}
