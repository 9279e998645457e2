using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Snapshots;

internal static class SnapshotLimits
{
    /// <summary>The longest that a database may be copied.</summary>
    public static readonly TimeSpan Copy = TimeSpan.FromHours(4);

    /// <summary>One statement may copy a whole database; a lock is held by somebody who is about to be sent away.</summary>
    public static readonly PostgresLimits Usual = new(Copy, TimeSpan.FromSeconds(10));
}
