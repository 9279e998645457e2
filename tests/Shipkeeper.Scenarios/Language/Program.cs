using System.Diagnostics;

namespace Shipkeeper.Scenarios.Language;

/// <summary>Outside programs.</summary>
internal static class Program
{
    public static Process Start(ProcessStartInfo start)
    {
#pragma warning disable RS0030 // The scenarios do not reference the product, so they cannot go through its Tools/Processes.
        return Process.Start(start)!;
#pragma warning restore RS0030
    }

    public static RunningProgram Start(
        IReadOnlyList<string> command, string? input = null, string? folder = null, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            UseShellExecute = false,
            WorkingDirectory = folder ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
            if (value is null)
            {
                start.Environment.Remove(name);
            }
        }

        return new(command, Start(start), input);
    }

    public static Task<Ran> RunAsync(params IReadOnlyList<string> command) => Start(command).EndAsync();

    /// <summary>For what must go well.</summary>
    public static async Task<string> OutputAsync(params IReadOnlyList<string> command) => (await RunAsync(command)).Exits(0).Output.Trim();

    public static string OutputOf(params IReadOnlyList<string> command) => OutputAsync(command).GetAwaiter().GetResult();

    public static async Task<IReadOnlyList<string>> LinesAsync(params IReadOnlyList<string> command) =>
        (await OutputAsync(command)).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
