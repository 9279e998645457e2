using Shipkeeper.PlatformFile;

namespace Shipkeeper.Tests.PlatformFile;

public sealed class PlatformFileExampleTests
{
    [Fact]
    public void The_full_example_becomes_the_definition_it_describes() =>
        Golden.Matches(DefinitionText.Of(PlatformFileReader.Read(TestFiles.FullExample)), "knowledge-graph.json");

    [Fact]
    public void One_line_is_a_whole_file_and_everything_else_has_its_default() =>
        Golden.Matches(DefinitionText.Of(PlatformFileReader.Parse("platform: blog")), "blog.json");

    [Fact]
    public void Positions_and_paths_are_kept_for_later_checks()
    {
        var platform = PlatformFileReader.Read(TestFiles.FullExample);

        Assert.Equal(new Place(21, 20, "layers.infrastructure[0]"), platform.Layers.Infrastructure[0].Place);
        Assert.Equal(new Place(33, 12, "database.service"), platform.Database!.Service.Place);
        Assert.Equal(new Place(81, 3, "health.api"), platform.Health["api"].Service.Place);
    }

    [Fact]
    public void The_order_of_the_file_is_kept()
    {
        var platform = PlatformFileReader.Read(TestFiles.FullExample);

        Assert.Equal(["mode", "images", "tls", "gpu", "hostname", "kg_version"], platform.Settings.Keys);
        Assert.Equal(["admin", "ai-provider", "api-key", "garage", "limits"], platform.Config.Keys);
        Assert.Equal(["provider", "model", "max_tokens"], platform.Config["ai-provider"].Fields.Keys);
    }

    [Fact]
    public void Compose_files_apply_by_the_settings_of_the_host()
    {
        var files = PlatformFileReader.Read(TestFiles.FullExample).Compose.Files;
        var settings = new Dictionary<string, string> { ["images"] = "registry", ["tls"] = "acme", ["mode"] = "production", ["gpu"] = "cpu" };

        Assert.Equal(
            ["compose.yaml", "compose.registry.yaml", "compose.tls.yaml"],
            files.Where(file => file.AppliesTo(settings)).Select(file => file.File));
    }

    [Fact]
    public void A_setting_says_which_values_it_accepts()
    {
        var settings = PlatformFileReader.Read(TestFiles.FullExample).Settings;

        Assert.True(settings["mode"].Accepts("dev"));
        Assert.False(settings["mode"].Accepts("staging"));
        Assert.True(settings["hostname"].Accepts("blog.example.org"));
        Assert.False(settings["hostname"].Accepts("Blog Example"));
        Assert.Equal("KG_VERSION", settings["kg_version"].Variable);
    }

    [Fact]
    public void Words_and_numbers_of_yaml_are_text_where_text_belongs()
    {
        var platform = PlatformFileReader.Parse("platform: no\nsettings:\n  cache: [yes, no, 3.10]\n");

        Assert.Equal("no", platform.Platform);
        Assert.Equal(["yes", "no", "3.10"], platform.Settings["cache"].Values);
    }

    [Fact]
    public void Anchors_and_aliases_may_be_used()
    {
        var platform = PlatformFileReader.Parse("platform: blog\nhealth:\n  web: &probe {tcp: 80, patience: 1h30m}\n  api: *probe\n");

        Assert.Equal(TimeSpan.FromMinutes(90), platform.Health["api"].Patience);
    }

    [Fact]
    public void A_byte_order_mark_and_windows_line_ends_are_no_mistake() =>
        Assert.Equal("blog", PlatformFileReader.Parse("\uFEFFplatform: blog\r\nhooks: ./my//hooks/\r\n").Platform);
}
