using System.Runtime.InteropServices;

namespace Shipkeeper.Tools.Processes;

/// <summary>
/// Lets another program go on in this process: with its id, its arguments, its terminal and its place under systemd. Whoever awaits this process
/// awaits that program.
/// </summary>
public static unsafe class ProgramReplacement
{
    /// <param name="path">Of the program.</param>
    /// <param name="variable">Added to the environment.</param>
    /// <exception cref="ShipkeeperException"><c>tools.cannot-start</c>; otherwise this never returns.</exception>
    public static void Start(string path, KeyValuePair<string, string> variable)
    {
        string[] words = [.. Environment.GetCommandLineArgs().Skip(1)];
        using var arguments = new NativeStrings([path, .. words]);
        using var environment = new NativeStrings([.. ToolEnvironment.OursBeginningWith("").Select(ours => $"{ours.Key}={ours.Value}"), $"{variable.Key}={variable.Value}"]);
        _ = ProcessCalls.execve(path, arguments.Pointer, environment.Pointer);
        throw ToolErrors.CannotStart(ToolCall.Of(path, words), Marshal.GetLastPInvokeErrorMessage());
    }
}
