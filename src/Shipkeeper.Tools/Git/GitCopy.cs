using Shipkeeper.Tools.Files;

namespace Shipkeeper.Tools.Git;

/// <summary>
/// Our own bare copy of a repository. What was fetched earlier saves time, and may be damaged: then all is fetched anew, beside it. One process at a time
/// fetches: git lets a second one fail on its lock, which would look like damage.
/// </summary>
/// <param name="place">Its folder, below the root of the files; the folder around it is held meanwhile.</param>
public sealed class GitCopy(GitTool git, RootedFiles files, string place)
{
    /// <summary>The folder of the copy.</summary>
    public string Folder => files.Resolve(place);

    /// <param name="address">Where the repository is; it is fetched from there first.</param>
    /// <param name="use">What is wanted of the copy, whose folder it is given; null when that is not in it.</param>
    /// <returns>Null where it is not in the repository either.</returns>
    /// <exception cref="ShipkeeperException">git.failed</exception>
    public async Task<T?> FetchAsync<T>(string address, Func<string, Task<T?>> use, CancellationToken ct)
        where T : class
    {
        var around = Path.GetDirectoryName(place)!;
        files.CreateFolder(around);
        using var hold = await FolderHold.TakeAsync(files.Resolve(around), ct);
        var isFirst = !files.Exists(place);
        try
        {
            if (await FetchIntoAsync(place, address, use, ct) is { } found)
            {
                return found;
            }

            if (isFirst || await git.IsWholeAsync(files.Resolve(place), ct))
            {
                return null;
            }
        }
        catch (ShipkeeperException failure) when (!isFirst && failure.Code == GitErrors.FailedCode)
        {
            // Whether that was the other side's fault is seen below.
        }

        var anew = $"{place}.{Environment.ProcessId}";
        files.Remove(anew);
        try
        {
            var found = await FetchIntoAsync(anew, address, use, ct);
            files.Remove(place);
            files.Rename(anew, place);
            return found;
        }
        finally
        {
            files.Remove(anew);
        }
    }

    private async Task<T?> FetchIntoAsync<T>(string into, string address, Func<string, Task<T?>> use, CancellationToken ct)
        where T : class
    {
        var repository = files.Resolve(into);
        await git.FetchAsync(repository, address, ct);
        return await use(repository);
    }
}
