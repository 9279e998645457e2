using Shipkeeper.Model;
using Shipkeeper.PlatformFile;
using Shipkeeper.State;

namespace Shipkeeper.Features.Start;

/// <summary>What was asked for.</summary>
/// <param name="Force">Goes on where required config is missing.</param>
internal sealed record StartRequest(IReadOnlyList<Layer> Layers, bool AsReleased, bool Force = false);

/// <summary>All that the planner of <c>start</c> knows.</summary>
/// <param name="Current">Null before the first release.</param>
/// <param name="Number">The release that is started.</param>
/// <param name="Services">By layer, dependencies first.</param>
/// <param name="Edits">How the files on disk differ from the current release.</param>
/// <param name="ImagesToPull">Service → reference, where the engine does not have the image, and a registry may.</param>
/// <param name="ImagesToBuild">Service → reference, where the engine does not have the image, and the service says how it is built.</param>
/// <param name="Touched">Services that run with mounted files that are going to be put back, or that an earlier start did not have: they must be started again to see them.</param>
internal sealed record StartView(
    StartRequest Request,
    Release? Current,
    int Number,
    IReadOnlyDictionary<Layer, IReadOnlyList<string>> Services,
    IReadOnlyList<FileEdit> Edits,
    IReadOnlyDictionary<string, string> ImagesToPull,
    IReadOnlyDictionary<string, string> ImagesToBuild,
    IReadOnlyList<string> Touched)
{
    /// <summary>What an earlier start has recorded that did not come to its end; null: there is none, or a release is current.</summary>
    public Release? Attempt { get; init; }

    /// <summary>What is there already, and is taken over; null: nothing is.</summary>
    public Adoption? Adopted { get; init; }

    /// <summary>Services of the infrastructure that do not run, when only the application is to be started.</summary>
    public IReadOnlyList<string> InfrastructureDown { get; init; } = [];

    /// <summary>Whether any service of the application has a container, in whatever state.</summary>
    public bool ApplicationIsMade { get; init; }

    /// <summary>Who brings the schema to the release; null: nobody.</summary>
    public MigrationsDefinition? Migrations { get; init; }

    /// <summary>The sections of application config, in the order of the platform file.</summary>
    public IReadOnlyList<ConfigSectionDefinition> Config { get; init; } = [];

    /// <summary>The moments that have a hook.</summary>
    public IReadOnlyList<string> Hooks { get; init; } = [];
}
