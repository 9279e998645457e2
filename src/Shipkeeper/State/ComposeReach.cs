using Shipkeeper.Model;
using Shipkeeper.Tools.Files;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Shipkeeper.State;

/// <summary>
/// Which files a compose file names for Compose to read: <c>include</c>, <c>extends</c>, <c>env_file</c>. What they mean is Compose's
/// affair; its resolved model no longer says where things came from, so these three keys are read here (docs/adr/0006).
/// </summary>
internal sealed class ComposeReach(string root, IReadOnlyDictionary<string, string> variables)
{
    private const int MaximumBytes = 4 << 20;

    private readonly SortedSet<string> _files = new(StringComparer.Ordinal);

    /// <param name="composeFiles">In order, relative to the root; the first one's folder is the project directory.</param>
    /// <returns>These files and all they reach, relative to the root.</returns>
    /// <exception cref="ShipkeeperException">One of them lies outside the root.</exception>
    public IReadOnlyCollection<string> Follow(IReadOnlyList<string> composeFiles)
    {
        var projectDirectory = FolderOf(Path.Combine(root, composeFiles[0]));
        foreach (var file in composeFiles)
        {
            Visit(Path.Combine(root, file), projectDirectory);
        }

        return _files;
    }

    private void Visit(string file, string projectDirectory)
    {
        if (!Add(file) || ReadDocument(file) is not { } document)
        {
            return;
        }

        foreach (var include in Items(document, "include"))
        {
            foreach (var path in Paths(include, "path"))
            {
                var included = Path.Combine(projectDirectory, path);
                Visit(included, FolderOf(included));
            }

            AddAll(Items(include, "env_file").SelectMany(item => Paths(item, "path")), projectDirectory);
        }

        foreach (var service in Values(Child(document, "services")))
        {
            AddAll(Items(service, "env_file").SelectMany(item => Paths(item, "path")), projectDirectory);
            foreach (var path in Paths(Child(Child(service, "extends"), "file"), ""))
            {
                var extended = Path.Combine(FolderOf(file), path);
                Visit(extended, FolderOf(extended));
            }
        }
    }

    private void AddAll(IEnumerable<string> paths, string folder)
    {
        foreach (var path in paths)
        {
            Add(Path.Combine(folder, path));
        }
    }

    /// <returns>False when it is known already, or is not there: Compose says which file it misses.</returns>
    private bool Add(string file)
    {
        var full = Path.GetFullPath(file);
        var relative = Path.GetRelativePath(root, full);
        if (relative.StartsWith("..", StringComparison.Ordinal))
        {
            throw StateErrors.Outside("a compose file", full);
        }

        return File.Exists(full) && _files.Add(relative);
    }

    private static YamlNode? ReadDocument(string file)
    {
        try
        {
            using var text = new StreamReader(new MemoryStream(BoundedFile.Read(file, MaximumBytes) ?? []));
            var stream = new YamlStream();
            stream.Load(text);
            return stream.Documents.Count > 0 ? stream.Documents[0].RootNode : null;
        }
        catch (YamlException)
        {
            // Compose reads the same file, and rejects it with its own words.
            return null;
        }
    }

    /// <summary>A text, a list of texts, or a mapping that says either under a key. A list in a list is none of these: aliases could make it endless.</summary>
    private IEnumerable<string> Paths(YamlNode? node, string key) => Items(node is YamlMappingNode ? Child(node, key) : node)
        .OfType<YamlScalarNode>()
        .Select(text => text.Value ?? "")
        .Where(text => text.Length > 0)
        .Select(text => Variables.Replace(text, variables));

    private static IReadOnlyList<YamlNode> Items(YamlNode? node, string key) => Items(Child(node, key));

    private static IReadOnlyList<YamlNode> Items(YamlNode? node) => node switch
    {
        YamlSequenceNode list => [.. list],
        { } single => [single],
        _ => [],
    };

    private static YamlNode? Child(YamlNode? node, string key) =>
        node is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null;

    private static IEnumerable<YamlNode> Values(YamlNode? node) => node is YamlMappingNode mapping ? mapping.Children.Values : [];

    private static string FolderOf(string file) => Path.GetDirectoryName(Path.GetFullPath(file))!;
}
