using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tools.Compose;

/// <summary>What a Compose project is made of: everything that decides which model Compose reads.</summary>
public sealed record ComposeProject
{
    public required string Name { get; init; }

    /// <summary>Relative paths of the model start here; absolute.</summary>
    public required string ProjectDirectory { get; init; }

    /// <summary>The directory whose paths count, where the files lie in another one for now; null: the project directory.</summary>
    public string? Destination { get; init; }

    /// <summary>Absolute, each over the ones before.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Content of one more file, over all others, which Compose gets by its standard input; null: there is none.</summary>
    public string? LastFile { get; init; }

    /// <summary>Absolute, all of them there; with none, Compose itself reads <c>.env</c> in the project directory.</summary>
    public IReadOnlyList<string> EnvironmentFiles { get; init; } = [];

    public IReadOnlyList<string> Profiles { get; init; } = [];

    /// <summary>The only variables, besides PATH, HOME and DOCKER_*, that the model may read from the environment.</summary>
    public IReadOnlyDictionary<string, string> PassThrough { get; init; } = new Dictionary<string, string>();

    internal IReadOnlyDictionary<string, string> Environment =>
        ToolEnvironment.OfOurs(ToolEnvironment.OursBeginningWith("DOCKER_").Concat(PassThrough));
}
