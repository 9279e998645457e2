using System.Runtime.CompilerServices;

namespace Shipkeeper.Tests.PlatformFile;

internal static class TestFiles
{
    public static string FullExample { get; } = Path.Combine(Folder(), "testdata", "knowledge-graph.yaml");

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
