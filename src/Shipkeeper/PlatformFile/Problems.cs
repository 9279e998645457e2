namespace Shipkeeper.PlatformFile;

/// <summary>Everything that is wrong with one file. Nothing stops at the first problem; each is kept once.</summary>
internal sealed class Problems
{
    private readonly HashSet<Problem> _problems = [];

    public int Count => _problems.Count;

    public void Add(Place place, string text) => _problems.Add(new(place, text));

    /// <summary>Whether the key or something below it is wrong already; further rules about it would only report the consequences.</summary>
    public bool Within(string path) => _problems.Any(problem =>
        problem.Place.Path.StartsWith(path, StringComparison.Ordinal)
        && (problem.Place.Path.Length == path.Length || problem.Place.Path[path.Length] is '.' or '['));

    /// <summary>From the top of the file to its end.</summary>
    public IReadOnlyList<Problem> Sorted() =>
    [
        .. _problems
            .OrderBy(problem => problem.Place.Line)
            .ThenBy(problem => problem.Place.Column)
            .ThenBy(problem => problem.Place.Path, StringComparer.Ordinal)
            .ThenBy(problem => problem.Text, StringComparer.Ordinal),
    ];
}
