using static Shipkeeper.Tools.Processes.ProcessCalls;

namespace Shipkeeper.Tools.Processes;

/// <summary>Finds a program as a shell would, in the PATH the child will have rather than in ours.</summary>
internal static class ProgramPath
{
    /// <summary>Errors: <c>tools.not-found</c>, <c>tools.cannot-start</c>.</summary>
    public static string Find(ToolCall call)
    {
        if (call.FileName.Contains('/', StringComparison.Ordinal))
        {
            var path = Path.GetFullPath(call.FileName, Path.GetFullPath(call.WorkingDirectory ?? "."));
            return IsProgram(path) ? path
                : File.Exists(path) ? throw ToolErrors.CannotStart(call, "it may not be executed")
                : throw ToolErrors.NotFound(call.FileName);
        }

        return TryFind(call.FileName, call.Environment) ?? throw ToolErrors.NotFound(call.FileName);
    }

    /// <param name="name">Without a folder.</param>
    /// <returns>Null where no folder of its PATH has it.</returns>
    public static string? TryFind(string name, IReadOnlyDictionary<string, string> environment) =>
        environment.GetValueOrDefault("PATH", "").Split(':', StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.Combine(folder, name)).FirstOrDefault(IsProgram);

    public static bool IsProgram(string path) => File.Exists(path) && access(path, RunAccess) == 0;
}
