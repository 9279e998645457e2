using System.Text.RegularExpressions;

namespace Shipkeeper.Modules;

/// <summary>Names of module folders. Whatever else stands in a folder of modules is none.</summary>
internal static partial class ModuleName
{
    public static bool IsValid(string name) => Valid().IsMatch(name);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_-]{0,99}\z")]
    private static partial Regex Valid();
}
