namespace Shipkeeper.Tools.Files;

internal static class TreeRemoval
{
    /// <summary>Removes an entry and all that is below it; links are removed themselves. Nothing happens where there is none.</summary>
    /// <exception cref="IOException">Some of it is still there: something mounted, mostly.</exception>
    public static void Remove(Entry parent, byte[] name)
    {
        var top = parent.TryOpen(name);
        if (top is null)
        {
            return;
        }

        using (top)
        {
            if (top.Status.IsFolder)
            {
                new TreeWalk(Entry.Show(name))
                {
                    OnEntry = (folder, below, entry) => RemoveBelow(top, folder, below, entry),
                    OnLeft = (folder, below) => RemoveName(folder, below, Posix.RemoveFolder),
                    OnFailure = (path, failure) => throw new IOException($"{path}: {failure.Message}", failure),
                }.Run(top, CancellationToken.None);
            }

            RemoveName(parent, name, top.Status.IsFolder ? Posix.RemoveFolder : 0);
        }
    }

    /// <returns>Whether to go into it: not into what is mounted there.</returns>
    private static bool RemoveBelow(Entry top, Entry folder, byte[] name, Entry entry)
    {
        if (!entry.Status.IsFolder)
        {
            RemoveName(folder, name, 0);
        }

        return entry.Status.IsOnSameDeviceAs(top.Status);
    }

    private static void RemoveName(Entry folder, byte[] name, int flags)
    {
        if (Posix.RemoveIn(folder.Handle, name, flags) != 0)
        {
            throw Posix.LastError(Entry.Show(name));
        }
    }
}
