using System.Text;
using Shipkeeper.Tools.Files;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Modules;

/// <summary>
/// Calls a program of a repository as its author's shell would: a shell script by the interpreter that its first line names, else by sh, and a Python file
/// by Python, whether or not they may be executed; anything else by itself.
/// </summary>
internal static class ScriptCall
{
    /// <summary>What Linux reads of the first line of a script (<c>BINPRM_BUF_SIZE</c>).</summary>
    private const int MostBytes = 256;

    /// <param name="path">Relative to the root of the files.</param>
    public static ToolCall Of(RootedFiles files, string path) => (Path.GetExtension(path), files.Resolve(path)) switch
    {
        (".py", var file) => ToolCall.Of(ModulePython.Program, "-B", file),
        (".sh", var file) => ReadInterpreter(files, path) is [var interpreter, .. var argument] ? ToolCall.Of(interpreter, [.. argument, file]) : ToolCall.Of("sh", file),
        (_, var file) => ToolCall.Of(file),
    };

    /// <returns>The interpreter and at most one argument, which may have blanks in it, as in execve(2); empty where none is named.</returns>
    private static string[] ReadInterpreter(RootedFiles files, string path)
    {
        var beginning = new byte[MostBytes];
        using var file = files.OpenRead(path);
        var bytes = file?.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false) ?? 0;
        var line = Encoding.UTF8.GetString(beginning, 0, bytes).Split('\n')[0];
        return line.StartsWith("#!", StringComparison.Ordinal)
            ? line[2..].Split([' ', '\t'], 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [];
    }
}
