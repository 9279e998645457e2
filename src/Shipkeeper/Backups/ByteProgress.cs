namespace Shipkeeper.Backups;

/// <summary>Tells how far something has come, and not more often than anybody reads it.</summary>
internal sealed class ByteProgress(TimeProvider time, Action<long> tell)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private long _told = time.GetTimestamp();

    public void Tell(long bytes)
    {
        if (time.GetElapsedTime(_told) >= Pause)
        {
            _told = time.GetTimestamp();
            tell(bytes);
        }
    }
}
