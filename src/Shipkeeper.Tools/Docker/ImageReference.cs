using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Shipkeeper.Tools.Docker;

/// <summary>An image as people name it: <c>api</c>, <c>registry:5000/team/api:1.2</c>, <c>postgres@sha256:…</c>.</summary>
/// <param name="Registry">Host, with its port where one is written; <c>docker.io</c> where none is.</param>
/// <param name="Repository">Without the registry: <c>library/postgres</c>.</param>
public sealed partial record ImageReference(string Registry, string Repository, string? Tag, string? Digest)
{
    /// <summary>Where a name without a registry is looked for.</summary>
    public const string UsualRegistry = "docker.io";

    private const string UsualNamespace = "library/";
    private const int MaximumNameLength = 255;

    /// <summary>As short as the engine writes it: <c>postgres</c>, <c>registry:5000/team/api</c>.</summary>
    public string Name => Registry != UsualRegistry ? $"{Registry}/{Repository}"
        : Repository.StartsWith(UsualNamespace, StringComparison.Ordinal) ? Repository[UsualNamespace.Length..]
        : Repository;

    /// <summary>What decides which image it is: the digest, else the tag, else the tag that the engine takes then.</summary>
    public string Version => Digest ?? Tag ?? "latest";

    public static bool TryParse(string text, [NotNullWhen(true)] out ImageReference? reference)
    {
        var match = Written().Match(text);
        reference = match.Success ? Of(match.Groups["name"].Value, Value(match, "tag"), Value(match, "digest")) : null;
        return reference is not null;
    }

    public override string ToString() => $"{Name}{(Tag is null ? "" : ":" + Tag)}{(Digest is null ? "" : "@" + Digest)}";

    /// <summary>The part before the first slash is a registry where it cannot be a part of a name; so the engine tells them apart.</summary>
    private static ImageReference? Of(string name, string? tag, string? digest)
    {
        var slash = name.IndexOf('/');
        var first = slash < 0 ? "" : name[..slash];
        var (registry, repository) = first == "localhost" || first.AsSpan().ContainsAny('.', ':') ? (first, name[(slash + 1)..]) : (UsualRegistry, name);
        if (name.Length > MaximumNameLength || !RepositoryName().IsMatch(repository) || (registry != UsualRegistry && !RegistryName().IsMatch(registry)))
        {
            return null;
        }

        return registry is UsualRegistry or "index.docker.io"
            ? new(UsualRegistry, repository.Contains('/') ? repository : UsualNamespace + repository, tag, digest)
            : new(registry, repository, tag, digest);
    }

    private static string? Value(Match match, string group) => match.Groups[group] is { Success: true, Value: var value } ? value : null;

    [GeneratedRegex(@"\A(?<name>[^@\s]+?)(:(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(@(?<digest>[a-z0-9]+([+._-][a-z0-9]+)*:[0-9a-f]{32,128}))?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Written();

    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*(:[0-9]{1,5})?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex RegistryName();

    [GeneratedRegex(@"\A[a-z0-9]+((\.|__?|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|__?|-+)[a-z0-9]+)*)*\z", RegexOptions.ExplicitCapture)]
    private static partial Regex RepositoryName();
}
