using Shipkeeper.Engine;
using Shipkeeper.State;

namespace Shipkeeper.Tests.State;

public sealed class PlatformLoaderTests : IDisposable
{
    private const string Yaml = "platform: shop\nsettings: {mode: [production, dev], hostname: {ask: Name, pattern: \"^[a-z]+$\"}}\ncompose: {files: [a.yaml, {file: dev.yaml, when: {mode: dev}}]}";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_platform_is_found_from_any_folder_below_it()
    {
        _folder.Write("shipkeeper.yaml", Yaml);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "deep/er"));

        Assert.Equal(_folder.Path, PlatformLoader.FindDirectory(Path.Combine(_folder.Path, "deep/er")));
        Assert.Equal(_folder.Path, PlatformLoader.FindDirectory(_folder.Path + "/"));
    }

    [Fact]
    public void Where_there_is_none_the_place_is_named()
    {
        var failure = Assert.Throws<ShipkeeperException>(() => PlatformLoader.FindDirectory(_folder.Path));

        Assert.Equal(("platform.not-found", ErrorKind.Usage), (failure.Code.Name, failure.Code.Kind));
        Assert.Contains(_folder.Path, failure.Message);
    }

    [Fact]
    public void Settings_are_those_of_the_file_else_their_defaults_and_choose_the_compose_files()
    {
        _folder.Write("shipkeeper.yaml", Yaml);
        _folder.Write("settings.env", "MODE=dev");

        var platform = PlatformLoader.Load(_folder.Path);

        Assert.Equal(new Dictionary<string, string> { ["mode"] = "dev" }, platform.Settings);
        Assert.Equal(["a.yaml", "dev.yaml"], platform.ComposeFiles);
        Assert.True(platform.IsDev);
    }

    [Theory]
    [InlineData("# mine\nMODE=staging", "settings.env:2: MODE is 'staging', and must be production or dev.")]
    [InlineData("HOSTNAME=UPPER", "settings.env:1: HOSTNAME is 'UPPER', and must be a text that matches ^[a-z]+$.")]
    public void A_setting_that_is_not_allowed_is_named_with_its_line(string settings, string message)
    {
        _folder.Write("shipkeeper.yaml", Yaml);
        _folder.Write("settings.env", settings);

        Assert.Equal(message, Assert.Throws<ShipkeeperException>(() => PlatformLoader.Load(_folder.Path)).Message);
    }

    [Fact]
    public void Every_setting_that_is_not_allowed_is_said_at_once_and_who_only_looks_goes_on()
    {
        _folder.Write("shipkeeper.yaml", Yaml);
        _folder.Write("settings.env", "MODE=prod\nHOSTNAME=UPPER");

        var failure = Assert.Throws<ShipkeeperException>(() => PlatformLoader.Load(_folder.Path));
        var platform = PlatformLoader.LoadToLook(_folder.Path);

        Assert.Equal("shipkeeper init --mode production --hostname VALUE", failure.Hint);
        Assert.Equal(2, failure.Details.Count);
        Assert.Equal("production", platform.Settings["mode"]);
        Assert.Equal(["settings.refused", "settings.refused"], LayerOne.FindProblems(platform).Select(problem => problem.Code));
    }

    [Fact]
    public void Who_only_looks_is_told_which_file_cannot_be_read()
    {
        _folder.Write("shipkeeper.yaml", Yaml + "\nsecrets: {TOKEN: {generate: token}}");
        _folder.Write("settings.env", "MODE=dev\nHOSTNAME=here");
        Directory.CreateDirectory(Path.Combine(_folder.Path, ".env"));

        Assert.Equal("file.not-read", Assert.Single(LayerOne.FindValueProblems(PlatformLoader.LoadToLook(_folder.Path))).Code);
    }

    [Fact]
    public void A_platform_file_that_is_a_folder_is_said_to_be_that()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "shipkeeper.yaml"));

        Assert.Equal("platform-file.unreadable", Assert.Throws<ShipkeeperException>(() => PlatformLoader.Load(PlatformLoader.FindDirectory(_folder.Path))).Code.Name);
    }

    [Theory]
    [InlineData(".env")]
    [InlineData("settings.env")]
    public void A_file_in_another_encoding_is_refused_and_not_shown(string file)
    {
        _folder.Write("shipkeeper.yaml", Yaml);
        _folder.Write(file, "KEY=secret-\xfc"u8.ToArray()[..11].Append((byte)0xfc).ToArray());

        var failure = Assert.Throws<ShipkeeperException>(() => PlatformLoader.Load(_folder.Path));

        Assert.Equal(("file.not-utf8", $"{file} is not UTF-8 at byte 11."), (failure.Code.Name, failure.Message));
    }

    [Fact]
    public void A_link_to_secrets_outside_is_refused()
    {
        _folder.Write("shipkeeper.yaml", Yaml);
        File.CreateSymbolicLink(Path.Combine(_folder.Path, ".env"), "/etc/hostname");

        Assert.Throws<ShipkeeperException>(() => PlatformLoader.Load(_folder.Path));
    }
}
