using Shipkeeper.Engine;
using Shipkeeper.State;

namespace Shipkeeper.Tests.State;

public sealed class ComposeReachTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_compose_file_reaches_itself() => Reaches("services: {web: {image: web}}", "compose.yaml");

    [Theory]
    [InlineData("include: other.yaml")]
    [InlineData("include: [other.yaml]")]
    [InlineData("include: [{path: other.yaml}]")]
    [InlineData("include: [{path: [other.yaml]}]")]
    [InlineData("services: {web: {extends: {file: other.yaml, service: base}}}")]
    [InlineData("services: {web: {env_file: other.yaml}}")]
    [InlineData("services: {web: {env_file: [other.yaml]}}")]
    [InlineData("services: {web: {env_file: [{path: other.yaml, required: false}]}}")]
    [InlineData("include: [{path: compose.yaml, env_file: other.yaml}]")]
    public void Every_form_of_the_three_keys_is_followed(string compose)
    {
        _folder.Write("other.yaml", "services: {}");

        Reaches(compose, "compose.yaml", "other.yaml");
    }

    [Fact]
    public void What_is_reached_reaches_further_from_its_own_folder()
    {
        _folder.Write("part/compose.yaml", "services: {db: {extends: {file: base/db.yaml, service: db}, env_file: db.env}}");
        _folder.Write("part/base/db.yaml", "services: {db: {extends: {file: ../../common.yaml, service: all}}}");
        _folder.Write("common.yaml", "services: {all: {env_file: all.env}}");
        _folder.Write("part/db.env", "A=1");
        _folder.Write("all.env", "A=1");

        Reaches("include: [part/compose.yaml]", "all.env", "common.yaml", "compose.yaml", "part/base/db.yaml", "part/compose.yaml", "part/db.env");
    }

    [Fact]
    public void A_circle_ends()
    {
        _folder.Write("other.yaml", "include: compose.yaml\nservices: {web: {extends: {file: other.yaml, service: web}}}");

        Reaches("include: other.yaml", "compose.yaml", "other.yaml");
    }

    [Fact]
    public void Settings_choose_files()
    {
        _folder.Write("dev.env", "A=1");
        _folder.Write("production.env", "A=1");

        Reaches("services: {web: {env_file: '${MODE:-production}.env'}, api: {env_file: '$${MODE}.env'}}", "compose.yaml", "dev.env");
    }

    [Fact]
    public void An_extension_within_the_file_needs_no_other() => Reaches("services: {web: {extends: base}, base: {image: web}}", "compose.yaml");

    [Fact]
    public void A_file_that_is_missing_is_left_to_Compose_to_say() => Reaches("services: {web: {env_file: missing.env}}", "compose.yaml");

    [Theory]
    [InlineData("services: {web: {env_file: ../outside.env}}")]
    [InlineData("services: {web: {env_file: /etc/hostname}}")]
    [InlineData("include: ../outside.yaml")]
    [InlineData("services: {web: {extends: {file: ../outside.yaml, service: web}}}")]
    public void A_file_outside_the_platform_directory_is_refused(string compose)
    {
        var failure = Assert.Throws<ShipkeeperException>(() => Follow(compose));

        Assert.Equal((ErrorKind.Refused, "definition.outside"), (failure.Code.Kind, failure.Code.Name));
    }

    [Theory]
    [InlineData("{{{")]
    [InlineData("")]
    [InlineData("- a list")]
    [InlineData("include: {nested: [[a]]}")]
    [InlineData("include: &a [*a]")]
    [InlineData("services: web")]
    [InlineData("services: {web: }")]
    public void What_is_no_compose_file_is_left_to_Compose_to_say(string compose) => Reaches(compose, "compose.yaml");

    [Fact]
    public void Bytes_that_are_no_text_reach_nothing()
    {
        _folder.Write("compose.yaml", [0xff, 0xfe, 0x00, 0x9f, 0x92]);

        Assert.Equal(["compose.yaml"], new ComposeReach(_folder.Path, new Dictionary<string, string>()).Follow(["compose.yaml"]));
    }

    private void Reaches(string compose, params string[] expected) => Assert.Equal(expected, Follow(compose));

    private IReadOnlyCollection<string> Follow(string compose)
    {
        _folder.Write("compose.yaml", compose);
        return new ComposeReach(_folder.Path, new Dictionary<string, string> { ["MODE"] = "dev" }).Follow(["compose.yaml"]);
    }
}
