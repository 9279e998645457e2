using System.Text;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tests.Modules;

/// <summary>Commits that git itself would not make: whatever name, mode and content somebody hostile can think of.</summary>
internal sealed class RawRepository(string folder)
{
    public const string PlainFile = "100644";
    public const string ProgramFile = "100755";
    public const string Link = "120000";
    public const string Folder = "40000";
    public const string Submodule = "160000";

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public Task<string> BlobAsync(string content) => BlobAsync(Bytes(content));

    public Task<string> BlobAsync(byte[] content) => GitAsync(["hash-object", "-w", "--stdin"], content);

    /// <summary>Of a link: what it holds is its target.</summary>
    public async Task<RawEntry> EntryAsync(string mode, string name, string content) => new(mode, Bytes(name), await BlobAsync(content));

    public async Task<RawEntry> FolderAsync(string name, params IEnumerable<RawEntry> entries) => new(Folder, Bytes(name), await TreeAsync([.. entries]));

    /// <summary>Makes a commit with these modules the newest of the branch.</summary>
    public async Task CommitAsync(params IEnumerable<RawEntry> modules)
    {
        var top = await TreeAsync([await FolderAsync("modules", modules)]);
        var commit = await GitAsync(["commit-tree", "-m", "hostile", top]);
        await GitAsync(["update-ref", "refs/heads/main", commit]);
    }

    /// <summary>In git's order, and otherwise as they are.</summary>
    private Task<string> TreeAsync(IReadOnlyList<RawEntry> entries)
    {
        var ordered = entries.OrderBy(entry => Encoding.Latin1.GetString([.. entry.Name, .. entry.Mode == Folder ? "/"u8 : []]), StringComparer.Ordinal);
        byte[] content = [.. ordered.SelectMany(entry => (byte[])[.. Bytes(entry.Mode + " "), .. entry.Name, 0, .. Convert.FromHexString(entry.Id)])];
        return GitAsync(["hash-object", "-w", "--literally", "-t", "tree", "--stdin"], content);
    }

    private async Task<string> GitAsync(string[] arguments, byte[]? input = null)
    {
        var call = ToolCall.Of("git", ["-C", folder, "-c", "user.name=t", "-c", "user.email=t@t.example", .. arguments]) with { Input = input ?? [] };
        var result = await ((IToolRunner)new ToolRunner(TimeProvider.System)).RunAsync(call, TestContext.Current.CancellationToken);
        return result.Ok ? result.Output.Trim() : throw new InvalidOperationException($"{call}: {result.ErrorOutput}");
    }
}

internal sealed record RawEntry(string Mode, byte[] Name, string Id);
