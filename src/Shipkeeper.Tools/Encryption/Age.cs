using System.IO.Pipelines;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tools.Encryption;

/// <summary>Encrypts and decrypts streams of any size by the program <c>age</c>: plain text goes through pipes alone.</summary>
public sealed class Age(IToolRunner tools)
{
    /// <exception cref="ShipkeeperException"><c>age.not-installed</c></exception>
    public Task MustBeInstalledAsync(CancellationToken ct) => RunAsync(AgeCalls.Version, ToolPipes.None, ct);

    /// <param name="write">Writes the plain text.</param>
    /// <param name="to">Takes what came of it.</param>
    public async Task EncryptAsync(IReadOnlyList<string> recipients, Func<Stream, Task> write, Stream to, CancellationToken ct)
    {
        var pipe = new Pipe();
        var running = EndingAsync(RunAsync(AgeCalls.Encrypt(recipients), new() { Input = pipe.Reader.AsStream(), Output = to }, ct), failure => pipe.Reader.Complete(failure));
        await WithAsync(FeedAsync(pipe, write), running);
        var result = await running;
        if (!result.Ok)
        {
            throw AgeErrors.Failed(result);
        }
    }

    /// <param name="from">What was encrypted.</param>
    /// <param name="read">Reads the plain text; an orderly end says that it was all, and unchanged.</param>
    public async Task DecryptAsync(string identityFile, Stream from, Func<Stream, Task> read, CancellationToken ct)
    {
        var pipe = new Pipe();
        async Task<ToolResult> DecryptAllAsync()
        {
            var result = await RunAsync(AgeCalls.Decrypt(identityFile), new() { Input = from, Output = pipe.Writer.AsStream() }, ct);
            return result.Ok ? result : throw AgeErrors.NotOpened(identityFile, result);
        }

        var running = EndingAsync(DecryptAllAsync(), failure => pipe.Writer.Complete(failure));
        await WithAsync(EndingAsync(ReadAsync(), failure => pipe.Reader.Complete(failure)), running);
        await running;

        async Task<bool> ReadAsync()
        {
            await read(pipe.Reader.AsStream(leaveOpen: true));
            return true;
        }
    }

    private static async Task FeedAsync(Pipe pipe, Func<Stream, Task> write)
    {
        try
        {
            await write(pipe.Writer.AsStream(leaveOpen: true));
            await pipe.Writer.CompleteAsync();
        }
        catch (Exception failure)
        {
            // The program must not take a part for the whole.
            await pipe.Writer.CompleteAsync(failure);
            throw;
        }
    }

    /// <summary>Whoever is at the other end of a pipe learns that nobody is at this one any more.</summary>
    private static async Task<T> EndingAsync<T>(Task<T> work, Action<Exception?> complete)
    {
        try
        {
            var result = await work;
            complete(null);
            return result;
        }
        catch (Exception failure)
        {
            complete(failure);
            throw;
        }
    }

    /// <summary>Ours first: where it fails, the program fails for that reason.</summary>
    private static async Task WithAsync(Task ours, Task running)
    {
        try
        {
            await ours;
        }
        finally
        {
            await running.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private async Task<ToolResult> RunAsync(ToolCall call, ToolPipes pipes, CancellationToken ct)
    {
        try
        {
            return await tools.RunAsync(call, pipes, ct);
        }
        catch (ShipkeeperException missing) when (missing.Code == ToolErrors.NotFoundCode)
        {
            throw AgeErrors.NotInstalled();
        }
    }
}
