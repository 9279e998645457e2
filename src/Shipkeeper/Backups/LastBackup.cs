namespace Shipkeeper.Backups;

/// <summary>The newest backup of a platform, for those who only look.</summary>
internal sealed record LastBackup(string Name, DateTimeOffset At)
{
    /// <returns>Null when there is none, or its directory cannot be looked into.</returns>
    public static LastBackup? Find(PlatformSession session)
    {
        try
        {
            var newest = BackupDirectory.Find(session, given: null)?.List().FirstOrDefault(entry => entry.Manifest?.Platform == session.Platform.Name);
            return newest is null ? null : new(newest.Name, newest.At);
        }
        catch (ShipkeeperException)
        {
            // 'backup list' says why.
            return null;
        }
    }
}
