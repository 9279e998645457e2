using Shipkeeper.Majors;
using Shipkeeper.Model;
using Shipkeeper.PlatformFile;

namespace Shipkeeper.Moves;

/// <summary>All that the planner of a move to another release knows.</summary>
/// <param name="Verb">upgrade or rollback.</param>
/// <param name="From">The current release.</param>
/// <param name="To">The release to move to; one that is still to be recorded has no config hashes yet.</param>
/// <param name="Definition">The platform file of the release to move to.</param>
internal sealed record MoveView(string Verb, Release From, Release To, PlatformDefinition Definition)
{
    /// <summary>False: the release is kept already.</summary>
    public bool IsNew { get; init; } = true;

    /// <summary>The folder that holds the files of the release to move to, relative to the platform directory; null: they are in their places.</summary>
    public string? Source { get; init; }

    /// <summary>Service → exact reference, where the engine does not have the image.</summary>
    public IReadOnlyDictionary<string, string> ImagesToPull { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<ServiceChange> Changes { get; init; } = [];

    /// <summary>Migrations that the database does not have yet: their paths, or the command that brings them.</summary>
    public IReadOnlyList<string> Pending { get; init; } = [];

    /// <summary>How the data is kept for the way back; null: it is not, and cannot return.</summary>
    public SnapshotChoice? Snapshot { get; init; }

    /// <summary>The database server goes to another major version; null: it does not.</summary>
    public MajorChange? Major { get; init; }

    /// <summary>The operation whose snapshot is put in the place of the data; null: the data stays as it is.</summary>
    public string? DataFrom { get; init; }

    /// <summary>Volumes that the release to move to has, and the engine has not yet.</summary>
    public IReadOnlyList<string> NewVolumes { get; init; } = [];

    /// <summary>Services with a container that is not stopped.</summary>
    public IReadOnlyList<string> Running { get; init; } = [];

    /// <summary>Services of the current release that should run, and do not.</summary>
    public IReadOnlyList<string> Down { get; init; } = [];

    /// <summary>The moments that have a hook in the release to move to.</summary>
    public IReadOnlyList<string> Hooks { get; init; } = [];

    /// <summary>Services that run with values of <c>.env</c> that are not there any more, and that do not come back if the move fails.</summary>
    public IReadOnlyList<string> Unkept { get; init; } = [];

    /// <summary>Numbers of the releases that are no longer kept after the move.</summary>
    public IReadOnlyList<int> Retired { get; init; } = [];

    /// <summary>What a person should know, besides the changes.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Services that the release to move to does not have.</summary>
    public IReadOnlyList<string> Removed => [.. Changes.Where(change => change.Fate is ServiceFate.Removed).Select(change => change.Service)];

    public IReadOnlyList<string> FileChanges => ReleaseComparison.OfFiles(From, To);

    public IReadOnlyList<string> SettingChanges => ReleaseComparison.OfSettings(From, To);

    /// <summary>Nothing of the release to move to is other than what is.</summary>
    public bool IsEmpty => FileChanges.Count == 0 && SettingChanges.Count == 0 && Changes.All(change => change.Fate is ServiceFate.Kept);

    /// <summary>Of all services together; a definition file counts by what it makes of them.</summary>
    public ChangeClass Class => Changes.Select(change => change.Class).DefaultIfEmpty(ChangeClass.None).Max();

    /// <summary>
    /// Whether the application stands still while the database changes. Without that it runs on until each of its containers is replaced.
    /// </summary>
    public bool StopsApplication => DataFrom is not null || Major is not null || (Definition.Upgrade.Stop is UpgradeStop.Application && ChangesSchema && TouchesDatabase);

    /// <summary>Services of the application that are started: all that was stopped, else what has changed.</summary>
    public IReadOnlyList<string> Started => StopsApplication
        ? [.. To.ServicesOf(Layer.Application)]
        : [.. Changes.Where(change => change is { Layer: Layer.Application, IsReplaced: true }).Select(change => change.Service)];

    /// <summary>Services that do not change, do not run, and are not started.</summary>
    public IReadOnlyList<string> LeftDown => [.. Changes.Where(change => change.Fate is ServiceFate.Kept).Select(change => change.Service).Intersect(Down).Except(Started)];

    /// <summary>A release that is kept finds its own schema, but for one that is newer than the data.</summary>
    public bool ChangesSchema => IsNew || Pending.Count > 0;

    /// <summary>Most applications migrate by themselves when they start.</summary>
    public bool TouchesDatabase => Definition.Database is not null
        && (Pending.Count > 0 || Changes.Any(change => change is { Layer: Layer.Application, IsReplaced: true } && change.Changes.Any(one => one.Class is ChangeClass.ImageOnly)));

    public bool BarsDatabase => DataFrom is not null || Major is not null || (StopsApplication && Snapshot is not null);

    /// <summary>A migration that makes its connections by itself finds no door in a barred database.</summary>
    public bool OpensToMigrate => BarsDatabase && IsNew && Definition.Database!.Migrations is MigrationsDefinition.Run;
}
