using System.Text.RegularExpressions;
using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Guide;

/// <summary>Does what a page says, in one folder.</summary>
/// <param name="page">Its name, for what fails.</param>
/// <param name="here">What the words of the page are in this folder.</param>
internal sealed class GuideShell(string page, string folder, IReadOnlyDictionary<string, string?> environment, Func<string, string> here)
{
    private static readonly TimeSpan MatchLimit = TimeSpan.FromSeconds(5);

    public async Task RunAsync(GuideBlock block)
    {
        switch (block)
        {
            case FileBlock file:
                Write(file);
                break;
            case ConsoleBlock console:
                foreach (var command in console.Commands)
                {
                    await RunAsync(command);
                }

                break;
        }
    }

    private void Write(FileBlock file)
    {
        var path = Path.Combine(folder, file.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var before = file.Adds ? File.ReadAllText(path) + "\n" : "";
        File.WriteAllLines(path, [before + here(file.Text)]);
    }

    private async Task RunAsync(GuideCommand command)
    {
        var ran = await Program.Start(["bash", "-c", $"exec 2>&1; {here(command.Text)}"], folder: folder, environment: environment).EndAsync();
        Assert.True(ran.ExitCode == command.ExitCode, $"{page}:{command.Line}: expected exit code {command.ExitCode}: {ran}");
        Assert.True(
            command.Expected.Count == 0 || PatternOf(command.Expected).IsMatch(ran.Output.TrimEnd('\n') + "\n"),
            $"{page}:{command.Line}: expected what stands there: {ran}");
    }

    /// <summary>On a line of its own <c>…</c> stands for lines, else for a part of one.</summary>
    private Regex PatternOf(IEnumerable<string> expected) => new(
        $@"\A{string.Concat(expected.Select(line => line == "…" ? @"(.*\n)*?" : $@"{string.Join(".*", Parts(here(line)))}\n"))}\z",
        RegexOptions.ExplicitCapture,
        MatchLimit);

    private static IEnumerable<string> Parts(string line) => line.Replace(" …", "…", StringComparison.Ordinal).Split('…').Select(Regex.Escape);
}
