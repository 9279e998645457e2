using System.Diagnostics;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tests.Files;

internal sealed record ChildResult(int ExitCode, string Output, string Errors);

/// <summary>This test program once more, in one of the <see cref="ChildRoles"/>: a process that can be killed without ending the tests.</summary>
internal static class Child
{
    public const string Mark = "--play";

    private static readonly string Executable = Path.Combine(AppContext.BaseDirectory, "Shipkeeper.Tests");

    public static string[] CommandFor(IReadOnlyList<string> role) => [Executable, Mark, .. role];

    public static Task<ChildResult> RunAsync(IReadOnlyList<string> role) => ChildProcess.RunAsync(CommandFor(role));

    /// <summary>Starts it, and returns when it has written its first line: it is then where the test wants it.</summary>
    public static async Task<ChildProcess> StartAsync(IReadOnlyList<string> role)
    {
        var child = ChildProcess.Start(CommandFor(role));
        child.FirstLine = await child.Process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(await child.Process.StandardError.ReadToEndAsync());
        return child;
    }
}

/// <summary>A process of a test's own, killed with it.</summary>
internal sealed class ChildProcess(Process process) : IDisposable
{
    public Process Process => process;

    public string FirstLine { get; set; } = "";

    public static ChildProcess Start(params IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
#pragma warning disable RS0030 // Plain children, that inherit the lock: what ToolRunner does to its own would only be in the way.

        // As the product does: a program that a test has just written must not be open in what starts here.
        lock (Spawn.OneStart)
        {
            return new(Process.Start(start)!);
        }
#pragma warning restore RS0030
    }

    public static async Task<ChildResult> RunAsync(params IReadOnlyList<string> command)
    {
        using var child = Start(command);
        var (output, errors) = (child.Process.StandardOutput.ReadToEndAsync(), child.Process.StandardError.ReadToEndAsync());
        await child.Process.WaitForExitAsync();
        return new(child.Process.ExitCode, (await output).Trim(), (await errors).Trim());
    }

    public static string Output(params IReadOnlyList<string> command)
    {
        using var child = Start(command);
        var output = child.Process.StandardOutput.ReadToEnd();
        child.Process.WaitForExit();
        return child.Process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException(child.Process.StandardError.ReadToEnd());
    }

    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.Dispose();
    }
}
