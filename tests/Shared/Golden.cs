using System.Runtime.CompilerServices;

namespace Shipkeeper.Tests;

/// <summary>
/// Texts that are part of the contract, kept in files and compared whole. <c>GOLDEN=accept ./test --fast</c> writes them anew;
/// the change is then read in the diff like any other.
/// </summary>
internal static class Golden
{
    private static readonly bool Accept = Environment.GetEnvironmentVariable("GOLDEN") == "accept";

    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>Compares with the file <paramref name="name"/> in the folder <c>golden/</c> beside the calling test.</summary>
    public static void Matches(string actual, string name, [CallerFilePath] string test = "") =>
        MatchesFile(actual, Path.Combine(Path.GetDirectoryName(test)!, "golden", name));

    /// <summary>Compares with a file of the repository, given by its path from the root: a generated page, a schema.</summary>
    public static void IsCurrent(string actual, string pathFromRoot) => MatchesFile(actual, Path.Combine(RepositoryRoot, pathFromRoot));

    private static void MatchesFile(string actual, string path)
    {
        if (Accept)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllLines(path, actual.TrimEnd('\n').Split('\n'));
            return;
        }

        Assert.True(File.Exists(path), $"{path} is missing; GOLDEN=accept writes it.");
        Assert.Equal(File.ReadAllText(path), actual.TrimEnd('\n') + "\n");
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Shipkeeper.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run from a checkout.");
        }

        return folder.FullName;
    }
}
