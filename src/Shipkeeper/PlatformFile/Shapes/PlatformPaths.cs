namespace Shipkeeper.PlatformFile.Shapes;

/// <summary>Paths of a platform file lead nowhere else: a platform is its directory.</summary>
internal static class PlatformPaths
{
    public static bool IsInside(string path) => path.Length > 0 && path[0] is not ('/' or '~') && IsAnywhere(path) && Normal(path).Length > 0;

    public static bool IsAnywhere(string path) =>
        path.Length is > 0 and <= 1000
        && path[0] != '~'
        && path.Trim().Length == path.Length
        && !path.Any(character => char.IsControl(character) || character == '\\')
        && !path.Split('/').Contains("..")
        && Normal(path).Length > 0;

    /// <summary>Without what says nothing: <c>./hooks/</c> is <c>hooks</c>.</summary>
    public static string Normal(string path) =>
        (path.StartsWith('/') ? "/" : "") + string.Join('/', path.Split('/').Where(part => part is not ("" or ".")));
}
