namespace Shipkeeper.PlatformFile.Rules;

internal static class Repeated
{
    /// <summary>Everything whose key was seen before, with its first occurrence. Keys that could not be read are empty and do not count.</summary>
    public static IEnumerable<(T Again, T First)> In<T>(IEnumerable<T> all, Func<T, string> keyOf)
    {
        var seen = new Dictionary<string, T>();
        foreach (var one in all)
        {
            var key = keyOf(one);
            if (key.Length > 0 && !seen.TryAdd(key, one))
            {
                yield return (one, seen[key]);
            }
        }
    }
}
