namespace Shipkeeper.BuiltIn.Disk;

/// <summary>Files of a folder that nobody has written to for some days.</summary>
internal static class OldLogs
{
    /// <exception cref="ShipkeeperException"><c>modules.bad-config</c>: it names no folder, or every file.</exception>
    public static void Require(LogFolder logs)
    {
        if (!Path.IsPathRooted(logs.Folder) || logs.Names.Contains('/') || logs.Names.Trim('*', '?', '.').Length == 0 || logs.Days < 1)
        {
            throw BuiltInErrors.BadConfig(
                "disk-space",
                $"'logs' needs an absolute folder, names that not every file has, and at least one day; not '{logs.Folder}', '{logs.Names}', {logs.Days}");
        }

    }

    /// <returns>Whether any went, or would.</returns>
    /// <exception cref="ShipkeeperException"><c>modules.bad-config</c>; <c>modules.disk</c>: at least one could not be removed; the others have gone.</exception>
    public static bool Remove(LogFolder logs, DateTimeOffset now, BuiltInRun run)
    {
        Require(logs);
        var files = Directory.Exists(logs.Folder)
            ? new DirectoryInfo(logs.Folder).EnumerateFiles(logs.Names).Where(file => file.LinkTarget is null && file.LastWriteTimeUtc < now.UtcDateTime.AddDays(-logs.Days)).ToList()
            : [];
        IReadOnlyList<string> failures = [.. files.Select(file => Remove(file, run)).OfType<string>()];
        return failures.Count == 0 ? files.Count > 0 : throw BuiltInErrors.Disk($"not all old logs in {logs.Folder} could be removed.", failures);
    }

    /// <returns>Why it could not be removed; null where it is gone.</returns>
    private static string? Remove(FileInfo file, BuiltInRun run)
    {
        try
        {
            var size = file.Length >> 20;
            if (run.Applies)
            {
                file.Delete();
            }

            run.Log($"{file.FullName}: {(run.Applies ? "removed" : "goes")}, {size} MB");
            return null;
        }
        catch (FileNotFoundException)
        {
            // Whoever wrote it has taken it away meanwhile.
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"{file.FullName}: {failure.Message}";
        }
    }
}
