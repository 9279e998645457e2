namespace Shipkeeper.PlatformFile.Yaml;

/// <summary>How the place of a key is written: <c>secrets.ENCRYPTION_KEY.generate</c>.</summary>
internal static class Paths
{
    public static string Child(string path, string key) =>
        path.Length == 0 ? ScalarNode.Quoted(key) : $"{path}.{ScalarNode.Quoted(key)}";
}
