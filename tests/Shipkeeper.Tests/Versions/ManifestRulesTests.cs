using NuGet.Versioning;
using Shipkeeper.Model;
using Shipkeeper.Versions;

namespace Shipkeeper.Tests.Versions;

public sealed class ManifestRulesTests
{
    private const string Compatible = """
        {"api": ["0.5.0", "0.4.x"], "postgres": ["apache/age:PG16-1.5.0", "postgres@sha256:1111111111111111111111111111111111111111111111111111111111111111"]}
        """;

    private static readonly Manifest Manifest = ManifestText.With("\"release\": \"0.5.0\"", Compatible);

    [Theory]
    [InlineData("api", "registry:5000/api:0.5.0", null, true)]
    [InlineData("api", "registry:5000/api:v0.4.7", null, true)]
    [InlineData("api", "registry:5000/api:0.4", null, true)]
    [InlineData("api", "registry:5000/api:0.3.9", null, false)]
    [InlineData("api", "registry:5000/api:0.4.0-rc.1", null, false)]
    [InlineData("api", "registry:5000/api:latest", null, false)]
    [InlineData("api", "registry:5000/api", null, false)]
    [InlineData("postgres", "apache/age:PG16-1.5.0", null, true)]
    [InlineData("postgres", "docker.io/apache/age:PG16-1.5.0", null, true)]
    [InlineData("postgres", "registry:5000/apache/age:PG16-1.5.0", null, false)]
    [InlineData("postgres", "apache/age:PG17-1.6.0", null, false)]
    [InlineData("postgres", "postgres:17", "postgres@" + ManifestText.Digest, true)]
    [InlineData("postgres", "postgres@" + ManifestText.Digest, null, true)]
    [InlineData("postgres", "postgres:17", "other@" + ManifestText.Digest, false)]
    [InlineData("web", "anything", null, true)]
    public void An_image_is_allowed_by_version_or_by_name(string service, string reference, string? digest, bool allowed) =>
        Assert.Equal(allowed, Manifest.Allows(Image(service, reference, digest)));

    [Theory]
    [InlineData("0.5.0", true)]
    [InlineData("0.3.0", false)]
    public void The_label_counts_before_a_tag_that_is_no_version(string label, bool allowed) => Assert.Equal(
        allowed,
        Manifest.Allows(ServiceImage.Of("api", "api:latest", null, new Dictionary<string, string> { ["org.opencontainers.image.version"] = label })));

    [Fact]
    public void Everything_that_is_wrong_is_found_together()
    {
        var manifest = ManifestText.Parse($$"""
            {"operator": ">=9", "compatible": {"api": ["0.4.x"], "wbe": ["1.x"]}, "release": "0.5.0", "from": ">=0.4", "pins": {"api": "{{ManifestText.Digest}}"} }
            """);
        ServiceImage[] services = [Image("api", "api:0.3.9", $"api@sha256:{Samples.Digest('2')}"), Image("web", "web:1")];

        Agree(
            ManifestRules.Check(manifest, new(services, SemanticVersion.Parse("0.1.0"), SemanticVersion.Parse("0.3.0"))),
            "manifest.operator: the manifest wants Shipkeeper >=9, and this is 0.1.0; try: install Shipkeeper >=9, then run the command again",
            "manifest.not-from-here: release 0.5.0 can be reached from >=0.4 only, and the current release is 0.3.0; try: move to a release in >=0.4 first",
            "manifest.not-compatible: 'api' is 0.3.9 (api:0.3.9), and the manifest allows 0.4.x; try: name an image in the compose files that the manifest allows for 'api'",
            $"manifest.not-pinned: 'api' is 0.3.9 (api:0.3.9), and the manifest pins it to {ManifestText.Digest}; try: name {ManifestText.Digest} in the compose files",
            "manifest.unknown-service: the manifest names a service 'wbe' that does not exist; did you mean 'web'?; try: correct its name in the manifest");
    }

    /// <summary>It may belong to other settings, or to none of the layers.</summary>
    [Fact]
    public void A_service_that_is_not_there_is_no_mistake_unless_its_name_is_nearly_that_of_another() =>
        Assert.Empty(ManifestRules.CheckServices(ManifestText.With("\"release\": \"1.0.0\"", """{"edge": ["1.x"], "api": ["*"], "apis": ["*"]}"""), [Image("api", "api:1")]));

    [Theory]
    [InlineData("registry/api:latest", "registry/api:latest, whose version 'latest' is no semantic version")]
    [InlineData("shop-api", "shop-api, which has no version")]
    public void A_version_that_is_none_is_never_guessed(string reference, string described) => Assert.StartsWith(
        $"'api' is {described}, and the manifest allows", Assert.Single(ManifestRules.CheckServices(Manifest, [Image("api", reference), Image("postgres", "apache/age:PG16-1.5.0")])).Text);

    [Theory]
    [InlineData("0.5.0", "0.1.0", false)]
    [InlineData("0.1.0", "0.1.0", true)]
    [InlineData("0.1.0", "2.0.0", true)]
    [InlineData("0.1.x", "0.2.0", false)]
    [InlineData(">=0.1 <0.3", "0.2.5", true)]
    public void An_operator_is_new_enough_or_in_the_range(string written, string running, bool allowed) => Assert.Equal(
        allowed,
        !ManifestRules.CheckOperator(ManifestText.Parse($$"""{"operator": "{{written}}", "compatible": {} }"""), SemanticVersion.Parse(running)).Any());

    [Theory]
    [InlineData("0.2.0", "0.3.0")]
    [InlineData("0.3.0", "0.4.0")]
    [InlineData("0.4.0", null)]
    [InlineData("0.4.5", null)]
    [InlineData("0.6.0", null)]
    public void The_first_stop_on_the_way_may_not_be_skipped(string current, string? stop)
    {
        var manifest = ManifestText.With("""
            "release": "0.5.0", "stops": ["0.4.0", "0.3.0", "0.5.0"]
            """);

        Assert.Equal(stop, ManifestRules.FindStop(manifest, SemanticVersion.Parse(current))?.ToNormalizedString());
        Assert.Equal(stop is null ? [] : ["manifest.stop-skipped"], ManifestRules.CheckWay(manifest, SemanticVersion.Parse(current)).Select(finding => finding.Code));
    }

    [Fact]
    public void A_current_release_without_a_version_is_a_warning_where_the_way_has_rules()
    {
        Assert.Empty(ManifestRules.CheckWay(Manifest, current: null));
        Agree(
            ManifestRules.CheckWay(ManifestText.With("\"stops\": [\"0.4.0\"]"), current: null),
            "manifest.release-unknown: nobody can tell whether one may move to the release directly: the manifest of the current release does not say its version; try: make sure that the current release is not before 0.4.0");
    }

    /// <summary>A manifest that is applied again moves nowhere.</summary>
    [Fact]
    public void The_same_release_may_be_come_from() =>
        Assert.Empty(ManifestRules.CheckWay(ManifestText.With("\"release\": \"0.5.0\", \"from\": \"0.4.x\""), SemanticVersion.Parse("0.5.0")));

    [Theory]
    [InlineData("0.3.0", "old", "any")]
    [InlineData("0.4.1", "any")]
    [InlineData("0.5.0")]
    [InlineData(null, "old", "any")]
    public void Guides_are_those_for_where_one_comes_from(string? current, params string[] guides) => Assert.Equal(
        guides,
        ManifestRules.FindGuides(ManifestText.With("""
            "release": "0.5.0", "guides": {"<0.4": "old", "*": "any"}
            """), current is null ? null : SemanticVersion.Parse(current)).Select(guide => guide.Text));

    [Fact]
    public void A_digest_pins_the_image_under_the_name_of_the_compose_files()
    {
        var manifest = ManifestText.With($$"""
            "pins": {"api": "{{ManifestText.Digest}}", "postgres": "postgres:17"}
            """);

        Assert.Equal($"registry:5000/api@{ManifestText.Digest}", ManifestPins.ReferenceFor(manifest, "api", "registry:5000/api:1.0"));
        Assert.Equal("postgres:17", ManifestPins.ReferenceFor(manifest, "postgres", "postgres:16"));
        Assert.Null(ManifestPins.ReferenceFor(manifest, "web", "web:1"));
    }

    private static ServiceImage Image(string service, string reference, string? digest = null) => ServiceImage.Of(service, reference, digest, new Dictionary<string, string>());

    private static void Agree(IEnumerable<Finding> findings, params string[] expected) =>
        Assert.Equal(expected, findings.Select(finding => $"{finding.Code}: {finding.Text}; try: {finding.Hint}"));
}
