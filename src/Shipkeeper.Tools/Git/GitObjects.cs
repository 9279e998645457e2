using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tools.Git;

/// <summary>Contents of many files of a repository in one call, one after another. Format: git-cat-file(1), "Batch output".</summary>
internal static class GitObjects
{
    private const int LongestHeader = 200;

    /// <returns>How git ended, after everything that it gave was taken.</returns>
    public static async Task<ToolResult> ReadAsync(IToolRunner tools, string repository, IReadOnlyList<GitEntry> files, Action<GitEntry, byte[]> take, CancellationToken ct)
    {
        var pipe = new Pipe();
        var taking = TakeAsync(pipe.Reader, files, take, ct);
        var wanted = Encoding.ASCII.GetBytes(string.Concat(files.Select(file => file.Id + "\n")));
        var result = await tools.RunAsync(GitCalls.ReadObjects(repository) with { Input = wanted }, new() { Output = pipe.Writer.AsStream() }, ct);
        await pipe.Writer.CompleteAsync();
        try
        {
            await taking;
        }
        catch (EndOfStreamException) when (!result.Ok)
        {
            // Said by the result.
        }

        return result;
    }

    private static async Task TakeAsync(PipeReader reader, IReadOnlyList<GitEntry> files, Action<GitEntry, byte[]> take, CancellationToken ct)
    {
        try
        {
            var stream = reader.AsStream(leaveOpen: true);
            foreach (var file in files)
            {
                var content = new byte[await ReadSizeAsync(stream, file, ct)];
                await stream.ReadExactlyAsync(content, ct);
                await stream.ReadExactlyAsync(new byte[1], ct);
                take(file, content);
            }
        }
        finally
        {
            // Whatever else comes is dropped, so that git never waits for a reader that has gone.
            await reader.CompleteAsync();
        }
    }

    /// <summary><c>id type size</c>; <c>id missing</c> where the repository is damaged.</summary>
    private static async Task<int> ReadSizeAsync(Stream stream, GitEntry file, CancellationToken ct)
    {
        var header = new StringBuilder();
        var next = new byte[1];
        while (header.Length < LongestHeader)
        {
            await stream.ReadExactlyAsync(next, ct);
            if (next[0] == '\n')
            {
                break;
            }

            header.Append((char)next[0]);
        }

        return header.ToString().Split(' ') is [_, "blob", var size] && int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes == file.Bytes
            ? bytes
            : throw GitErrors.Damaged(file.Path);
    }
}
