namespace Shipkeeper.Tests;

/// <summary>A folder of the test's own, gone with it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("shipkeeper-test-").FullName;

    public string Read(string name) => File.ReadAllText(System.IO.Path.Combine(Path, name)).Trim();

    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllLines(path, [text]);
        return path;
    }

    public void Write(string name, ReadOnlySpan<byte> content)
    {
        using var file = File.Create(System.IO.Path.Combine(Path, name));
        file.Write(content);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
