using System.Text;
using System.Text.RegularExpressions;
using Shipkeeper.Model;
using Shipkeeper.Tools.Files;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.State;

/// <summary>What a checkout should keep out of its commits, and does not yet: state and secrets of this host.</summary>
/// <param name="File">The checkout's own <c>info/exclude</c>, absolute: it is never committed.</param>
/// <param name="Missing">Patterns from the root of the checkout.</param>
internal sealed partial record GitExclude(string File, IReadOnlyList<string> Missing)
{
    private static readonly string[] Private = [Platform.SecretsFileName, Platform.SettingsFileName, Platform.StateFolder + "/"];

    /// <returns>Null where the platform directory is in no checkout, or git is not installed.</returns>
    public static async Task<GitExclude?> FindAsync(PlatformSession session, CancellationToken ct)
    {
        try
        {
            var place = AskAsync(session, ["rev-parse", "--show-prefix", "--git-path", "info/exclude"], ct);
            var ignored = AskAsync(session, ["check-ignore", "--no-index", .. Private.Select(Probe)], ct);
            await Task.WhenAll(place, ignored);
            return await place is { Ok: true } answer ? Of(session.Platform.Directory, answer.Output.Split('\n'), (await ignored).Output.Split('\n')) : null;
        }
        catch (ShipkeeperException noGit) when (noGit.Code == ToolErrors.NotFoundCode)
        {
            return null;
        }
    }

    /// <summary>Root in the operator container may look at a checkout of the host's user; nothing of the checkout is run by such a call.</summary>
    private static Task<ToolResult> AskAsync(PlatformSession session, IEnumerable<string> what, CancellationToken ct) => session.ToolRunner.RunAsync(
        ToolCall.Of("git", ["-c", "safe.directory=*", .. what]) with { WorkingDirectory = session.Platform.Directory, TimeLimit = TimeSpan.FromSeconds(10) }, ct);

    /// <summary>A folder is ignored when what is in it is, and need not be there yet.</summary>
    private static string Probe(string name) => name.EndsWith('/') ? $"{name}key" : name;

    /// <summary>Adds what is missing; the rest of the file stays as it is.</summary>
    public void Add()
    {
        var folder = Path.GetDirectoryName(File)!;
        var files = new RootedFiles(Path.GetDirectoryName(folder)!);
        files.CreateFolder(Path.GetFileName(folder), RootedFiles.ReadableFolder);
        var name = Path.GetRelativePath(files.Root, File);
        var before = Encoding.UTF8.GetString(files.Read(name) ?? []);
        var separator = before.Length == 0 || before.EndsWith('\n') ? "" : "\n";
        files.Write(name, before + separator + string.Concat(Missing.Except(before.Split('\n')).Select(pattern => pattern + "\n")), RootedFiles.Readable);
    }

    private static GitExclude Of(string directory, string[] answer, string[] ignored) => new(
        Path.GetFullPath(Path.Combine(directory, answer[1])),
        [.. Private.Where(name => !ignored.Contains(Probe(name))).Select(name => $"/{Pattern().Replace(answer[0], @"\$0")}{name}")]);

    /// <summary>What has a meaning in a pattern, and may stand in the name of a folder.</summary>
    [GeneratedRegex(@"[*?[\]\\]")]
    private static partial Regex Pattern();
}
