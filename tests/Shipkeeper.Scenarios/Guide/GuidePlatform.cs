using Shipkeeper.Scenarios.Language;
using Shipkeeper.Tests;

namespace Shipkeeper.Scenarios.Guide;

/// <summary>
/// The platform of the guide. Its project, port and image are replaced by some of its own, wherever they are named, so that it runs beside
/// others and asks no registry.
/// </summary>
internal sealed class GuidePlatform : IAsyncDisposable
{
    private readonly ScenarioPlatform _platform = new();
    private readonly TemporaryFolder _programs = new();

    private GuidePlatform(string page)
    {
        File.CreateSymbolicLink(Path.Combine(_programs.Path, "shipkeeper"), Settings.Binary);
        File.CreateSymbolicLink(Path.Combine(_programs.Path, "python3"), "/usr/bin/python3"); // that of the packages in eng/packages
        Shell = new(page, _platform.Folder, new Dictionary<string, string?>
        {
            ["PATH"] = $"{_programs.Path}:{Environment.GetEnvironmentVariable("PATH")}",
            ["DOTNET_NOLOGO"] = "1",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["XDG_DATA_HOME"] = _programs.Path, // where dotnet keeps what it builds of a single file
            ["SHIPKEEPER_HOST_LOCK"] = "", // tests run beside each other
        }, InThisPlatform);
    }

    public GuideShell Shell { get; }

    private string Image => $"{_platform.Name}:17";

    public static async Task<GuidePlatform> CreateAsync(string page)
    {
        var guide = new GuidePlatform(page);
        await guide._platform.Engine.TagAsync(Settings.PostgresImage, guide.Image);
        return guide;
    }

    public async ValueTask DisposeAsync()
    {
        await _platform.DisposeAsync();
        _programs.Dispose();
    }

    private string InThisPlatform(string text) => text
        .Replace("notebook", _platform.Name, StringComparison.Ordinal)
        .Replace("postgres:17", Image, StringComparison.Ordinal)
        .Replace("8080", _platform.Port.ToString(), StringComparison.Ordinal);
}
