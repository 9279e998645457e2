using Shipkeeper.PlatformFile.Shapes;

namespace Shipkeeper.PlatformFile.Sections;

internal static class UpgradeSection
{
    public const string Example =
        """
        upgrade:
          stop: application                  # application | none   (none: replace service by service)
          snapshot: auto                     # auto | clone | dump | none
          bake: 30s                          # watched after the gates opened, before the commit
          keep: {releases: 5, snapshots: 1, failedDatabases: 1}
        """;

    private static readonly Key<UpgradeStop> Stop = Key.Defaulting(
        "stop",
        Scalars.Choice(("application", UpgradeStop.Application), ("none", UpgradeStop.None)),
        "application",
        "What is stopped while the schema changes; `none` replaces service by service.");

    private static readonly Key<SnapshotChoice> Snapshot = Key.Defaulting(
        "snapshot",
        Scalars.Choice(
            ("auto", SnapshotChoice.Auto), ("clone", SnapshotChoice.Clone), ("dump", SnapshotChoice.Dump), ("none", SnapshotChoice.None)),
        "auto",
        "How the database is kept for the way back: a clone in the server where it fits, else a dump; `none` means that data cannot return.");

    private static readonly Key<TimeSpan> Bake = Key.Defaulting(
        "bake",
        Scalars.Duration(TimeSpan.Zero, TimeSpan.FromHours(24)),
        "30s",
        "How long the new release must stay good after its gates opened, before the upgrade counts.");

    private static readonly Key<int> Releases =
        Key.Defaulting("releases", Scalars.Integer(1, 100), "5", "Releases that can be returned to.");

    private static readonly Key<int> Snapshots =
        Key.Defaulting("snapshots", Scalars.Integer(0, 100), "1", "Snapshots that stay after a good upgrade.");

    private static readonly Key<int> FailedDatabases =
        Key.Defaulting("failedDatabases", Scalars.Integer(0, 100), "1", "Databases of failed upgrades that stay to be looked at.");

    private static readonly Key<UpgradeKeep> Keep = Key.Section(
        "keep",
        new ObjectShape<UpgradeKeep>(
            "a map of numbers",
            "{releases: 5}",
            [Releases, Snapshots, FailedDatabases],
            fields => new(fields.Get(Releases), fields.Get(Snapshots), fields.Get(FailedDatabases))),
        "How many of each stay.");

    public static Shape<UpgradeDefinition> Shape { get; } = new ObjectShape<UpgradeDefinition>(
        "a map with stop, snapshot, bake and keep",
        "{bake: 30s}",
        [Stop, Snapshot, Bake, Keep],
        fields => new(fields.Get(Stop), fields.Get(Snapshot), fields.Get(Bake), fields.Get(Keep)));
}
