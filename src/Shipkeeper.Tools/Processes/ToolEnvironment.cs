namespace Shipkeeper.Tools.Processes;

/// <summary>The fixed environment of outside programs: a stray variable of the shell must not change what a call does.</summary>
public static class ToolEnvironment
{
    private const string UsualPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>PATH and HOME of ours, and the variables of <paramref name="more"/>.</summary>
    public static IReadOnlyDictionary<string, string> OfOurs(IEnumerable<KeyValuePair<string, string>>? more = null)
    {
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = Ours("PATH") ?? UsualPath,
            ["HOME"] = Ours("HOME") ?? "/",
        };
        foreach (var (name, value) in more ?? [])
        {
            variables[name] = value;
        }

        return variables;
    }

    /// <summary>Our own variables whose names begin with <paramref name="prefix"/>: <c>DOCKER_</c>.</summary>
    public static IEnumerable<KeyValuePair<string, string>> OursBeginningWith(string prefix) =>
        from System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables()
        let name = (string)variable.Key
        where name.StartsWith(prefix, StringComparison.Ordinal)
        select KeyValuePair.Create(name, (string?)variable.Value ?? "");

    private static string? Ours(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
