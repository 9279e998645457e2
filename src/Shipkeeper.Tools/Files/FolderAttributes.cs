namespace Shipkeeper.Tools.Files;

/// <summary>Owner, mode, extended attributes, access lists and time of a folder.</summary>
internal static class FolderAttributes
{
    /// <exception cref="IOException">The folder has some of them.</exception>
    public static void Copy(Entry from, Entry to)
    {
        var (wanted, status) = (Posix.ReadAttributes(from.Handle), from.Status);
        Require(Posix.ChangeOwnerOfEntry(to.Handle, status.User, status.Group));
        Require(Posix.ChangeModeOfEntry(to.Handle, status.Permissions));
        foreach (var name in Posix.ReadAttributes(to.Handle).Keys.Where(name => !wanted.ContainsKey(name)))
        {
            Require(Posix.RemoveAttribute(to.Handle, name));
        }

        foreach (var (name, value) in wanted)
        {
            Require(Posix.SetAttribute(to.Handle, name, value));
        }

        Require(Posix.SetModified(to.Handle, status.ModifiedSeconds, status.ModifiedNanoseconds));
    }

    private static void Require(int result)
    {
        if (result != 0)
        {
            throw Posix.LastError();
        }
    }
}
