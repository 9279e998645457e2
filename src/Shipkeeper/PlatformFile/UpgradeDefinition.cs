namespace Shipkeeper.PlatformFile;

/// <param name="Bake">Watched after the gates opened, before the commit; zero commits at once.</param>
internal sealed record UpgradeDefinition(UpgradeStop Stop, SnapshotChoice Snapshot, TimeSpan Bake, UpgradeKeep Keep);

internal enum UpgradeStop
{
    /// <summary>The application layer is stopped while the schema changes.</summary>
    Application,

    /// <summary>Service by service, in dependency order.</summary>
    None,
}

internal enum SnapshotChoice
{
    Auto,
    Clone,
    Dump,
    None,
}

/// <summary>How many of each stay.</summary>
internal sealed record UpgradeKeep(int Releases, int Snapshots, int FailedDatabases);
