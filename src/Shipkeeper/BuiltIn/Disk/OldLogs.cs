namespace Shipkeeper.BuiltIn.Disk;

/// <summary>Files of a folder that nobody has written to for some days.</summary>
internal static class OldLogs
{
    /// <returns>Whether any went, or would.</returns>
    /// <exception cref="ShipkeeperException"><c>modules.bad-config</c>: it names no folder, or every file; <c>modules.disk</c>: one could not be removed.</exception>
    public static bool Remove(LogFolder logs, DateTimeOffset now, BuiltInRun run)
    {
        if (!Path.IsPathRooted(logs.Folder) || logs.Names.Contains('/') || logs.Names.Trim('*', '?', '.').Length == 0 || logs.Days < 1)
        {
            throw BuiltInErrors.BadConfig("disk-space", $"'logs' needs an absolute folder, names that not every file has, and at least one day; not '{logs.Folder}', '{logs.Names}', {logs.Days}");
        }

        var files = Directory.Exists(logs.Folder)
            ? new DirectoryInfo(logs.Folder).EnumerateFiles(logs.Names).Where(file => file.LinkTarget is null && file.LastWriteTimeUtc < now.UtcDateTime.AddDays(-logs.Days)).ToList()
            : [];
        foreach (var file in files)
        {
            Remove(file, run);
        }

        return files.Count > 0;
    }

    private static void Remove(FileInfo file, BuiltInRun run)
    {
        var size = file.Length >> 20;
        try
        {
            if (run.Applies)
            {
                file.Delete();
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw BuiltInErrors.Disk($"{file.FullName} could not be removed: {failure.Message}");
        }

        run.Log($"{file.FullName}: {(run.Applies ? "removed" : "goes")}, {size} MB");
    }
}
