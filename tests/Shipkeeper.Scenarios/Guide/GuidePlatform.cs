using System.Text.RegularExpressions;
using Shipkeeper.Scenarios.Language;
using Shipkeeper.Tests;

namespace Shipkeeper.Scenarios.Guide;

/// <summary>
/// The platform of the guide. Its project, port and image are replaced by some of its own, wherever they are named, so that it runs beside
/// others and asks no registry.
/// </summary>
internal sealed class GuidePlatform : IAsyncDisposable
{
    private static readonly TimeSpan MatchLimit = TimeSpan.FromSeconds(5);

    private readonly ScenarioPlatform _platform = new();
    private readonly TemporaryFolder _programs = new();

    private GuidePlatform()
    {
        File.CreateSymbolicLink(Path.Combine(_programs.Path, "shipkeeper"), Settings.Binary);
        File.CreateSymbolicLink(Path.Combine(_programs.Path, "python3"), "/usr/bin/python3"); // that of the packages in eng/packages
    }

    private string Image => $"{_platform.Name}:17";

    public static async Task<GuidePlatform> CreateAsync()
    {
        var guide = new GuidePlatform();
        await guide._platform.Engine.TagAsync(Settings.PostgresImage, guide.Image);
        return guide;
    }

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

    public async ValueTask DisposeAsync()
    {
        await _platform.DisposeAsync();
        _programs.Dispose();
    }

    private void Write(FileBlock file)
    {
        var before = file.Adds ? _platform.Read(file.Path) + "\n" : "";
        _platform.Write(file.Path, before + InThisPlatform(file.Text));
    }

    private async Task RunAsync(GuideCommand command)
    {
        var ran = await Program.Start(["bash", "-c", $"exec 2>&1; {InThisPlatform(command.Text)}"], folder: _platform.Folder, environment: new Dictionary<string, string?>
        {
            ["PATH"] = $"{_programs.Path}:{Environment.GetEnvironmentVariable("PATH")}",
            ["DOTNET_NOLOGO"] = "1",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["XDG_DATA_HOME"] = _programs.Path, // where dotnet keeps what it builds of a single file
        }).EndAsync();

        Assert.True(ran.ExitCode == command.ExitCode, $"docs/guide.md:{command.Line}: expected exit code {command.ExitCode}: {ran}");
        Assert.True(
            command.Expected.Count == 0 || PatternOf(command.Expected).IsMatch(ran.Output.TrimEnd('\n') + "\n"),
            $"docs/guide.md:{command.Line}: expected what stands there: {ran}");
    }

    /// <summary>On a line of its own <c>…</c> stands for lines, else for a part of one.</summary>
    private Regex PatternOf(IEnumerable<string> expected) => new(
        $@"\A{string.Concat(expected.Select(line => line == "…" ? @"(.*\n)*?" : $@"{string.Join(".*", Parts(InThisPlatform(line)))}\n"))}\z",
        RegexOptions.ExplicitCapture,
        MatchLimit);

    private static IEnumerable<string> Parts(string line) => line.Replace(" …", "…", StringComparison.Ordinal).Split('…').Select(Regex.Escape);

    private string InThisPlatform(string text) => text
        .Replace("notebook", _platform.Name, StringComparison.Ordinal)
        .Replace("postgres:17", Image, StringComparison.Ordinal)
        .Replace("8080", _platform.Port.ToString(), StringComparison.Ordinal);
}
