using System.Text.Json;
using Shipkeeper.State;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Tests.Features.ComposeFiles;

public sealed class FilesCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FilesCommandTests()
    {
        _folder.Write("shipkeeper.yaml", """
            platform: shop
            settings: {mode: [production, dev]}
            compose: {files: [base/compose.yaml, {file: compose.dev.yaml, when: {mode: dev}}]}
            """);
        _folder.Write("base/compose.yaml", "services: {}");
        _folder.Write("compose.dev.yaml", "services: {}");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_files_are_printed_in_their_order() => Assert.Equal("DIR/base/compose.yaml\n", await RunAsync());

    [Fact]
    public async Task A_setting_chooses_among_them()
    {
        _folder.Write("settings.env", "MODE=dev");

        Assert.Equal("DIR/base/compose.yaml\nDIR/compose.dev.yaml\n", await RunAsync());
    }

    [Fact]
    public async Task The_pins_of_the_current_release_come_last()
    {
        KeepRelease();

        Assert.Equal("DIR/base/compose.yaml\nDIR/.shipkeeper/releases/0001/pins.yaml\n", await RunAsync());
    }

    [Fact]
    public async Task The_plain_command_starts_the_same_platform_without_us()
    {
        _folder.Write(".env", "POSTGRES_PASSWORD=a-value-to-keep");
        _folder.Write("settings.env", "MODE=dev");
        KeepRelease();

        Golden.Matches(await RunAsync("--command"), "command.txt");
    }

    [Fact]
    public async Task As_JSON_both_are_in_one_document()
    {
        KeepRelease();
        var document = await RunAsync("--json");

        Golden.Matches(document, "files.json");
        using var parsed = JsonDocument.Parse(document);
        Assert.Equal(2, parsed.RootElement.GetProperty("files").GetArrayLength());
    }

    private void KeepRelease()
    {
        var releases = new ReleaseStore(new RootedFiles(_folder.Path));
        releases.BeginDraft("services: {}\n");
        releases.Record(Samples.Release() with { Files = new Dictionary<string, string>() }, []);
        releases.MakeCurrent(1);
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        var run = await CommandRun.OfAsync(["-C", _folder.Path, "compose", "files", .. arguments]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run.Output.Replace(_folder.Path, "DIR");
    }
}
