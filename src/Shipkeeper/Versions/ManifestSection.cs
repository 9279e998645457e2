using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using NuGet.Versioning;
using Shipkeeper.Model;
using Shipkeeper.PlatformFile.Shapes;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Versions;

/// <summary>The whole manifest: the root of the tree of its keys.</summary>
internal static class ManifestSection
{
    private static readonly TextRule ServiceName = TextRules.ServiceName with { Example = "\"api\"" };

    private static readonly Shape<SemanticVersion> Version = new ScalarShape<SemanticVersion>(
        "a version of three numbers", "\"0.5.0\"", new(0, 0, 0), SemanticVersion.TryParse, Text);

    private static readonly Shape<SemverRange> Range = new ScalarShape<SemverRange>(
        "a version range", "\">=0.4.2 <0.6\"", SemverRange.Any, SemverRange.TryParse, Text);

    private static readonly Shape<SemverRange> AtLeast = new ScalarShape<SemverRange>(
        "a version (the oldest that may) or a version range",
        "\"0.5.0\"",
        SemverRange.Any,
        ParseAtLeast,
        Text);

    private static readonly Shape<ManifestEntry> Entry = new ScalarShape<ManifestEntry>(
        "a version, a version range, or a whole image with its tag or digest",
        "\"0.4.x\"",
        new("*", SemverRange.Any, Image: null),
        ManifestEntry.TryParse,
        Text);

    private static readonly Key<SemverRange> Operator = Key.Required(
        "operator", AtLeast, "The versions of Shipkeeper that may manage the release: the oldest one, or a range.", "\"operator\": \"0.5.0\"");

    private static readonly Key<IReadOnlyDictionary<string, IReadOnlyList<ManifestEntry>>> Compatible = Key.Required(
        "compatible",
        Collections.Map("a map of services to what each may run", ServiceName, "service", Collections.OneOrMore("a version, a version range, or a whole image, or a list of such", Entry)),
        "What each service may run. A service's version is the label `org.opencontainers.image.version` of its image, else its tag, and its tag too where that is another version, because labels are inherited from base images; a leading `v` does not count. A service that is not named may run anything.",
        """
        "compatible": {
          "api": ["0.5.0", "0.4.x"],
          "web": [">=0.4.2 <0.6"],
          "postgres": ["apache/age:PG16-1.5.0"]
        }
        """);

    private static readonly Key<SemanticVersion?> Release = Key.Optional(
        "release", Version, "The version of the release itself; `from`, `stops` and `guides` of later releases speak of it.", "\"release\": \"0.5.0\"");

    private static readonly Key<IReadOnlyDictionary<string, string>> Pins = Key.Section(
        "pins",
        Collections.Map(
            "a map of services to exact images",
            ServiceName,
            "service",
            Scalars.Text(new("an image with its tag or digest, or a digest alone", "\"sha256:…\"", Pattern: null, IsPin))),
        "The exact image of a service, as a whole reference or as a digest alone.",
        "\"pins\": {\"postgres\": \"apache/age:PG16-1.5.0\"}");

    private static readonly Key<SemverRange?> From = Key.Optional(
        "from", Range, "The releases that may move here directly; without it every one.", "\"from\": \">=0.4\"");

    private static readonly Key<IReadOnlyList<SemanticVersion>> Stops = Key.Section(
        "stops",
        Collections.List("a list of versions", Version),
        "Releases that may not be skipped: whoever is before one of them moves there first.",
        "\"stops\": [\"0.4.0\"]");

    private static readonly Key<SchemaBounds?> Schema = Key.Optional(
        "schema",
        SchemaSection.Shape,
        "The schemas that the release runs on, as numbers of migrations. A rollback to it from outside of them needs the snapshot.",
        "\"schema\": {\"minimum\": 10, \"maximum\": 12, \"compatible\": true}");

    private static readonly Key<RollbackWord?> Rollback = Key.OptionalValue(
        "rollback",
        Scalars.Choice(("allowed", RollbackWord.Allowed), ("restore", RollbackWord.Restore), ("refused", RollbackWord.Refused)),
        "What leaving this release for an earlier one takes: containers alone, the data of the snapshot too, or there is no way back.",
        "\"rollback\": \"allowed\"");

    private static readonly Key<IReadOnlyList<Guide>> Guides = Key.Section(
        "guides",
        Collections.Map(
                "a map of version ranges to texts or addresses",
                new("a version range", "\"<0.4\"", Pattern: null, text => SemverRange.TryParse(text, out _)),
                "range",
                Scalars.Text(TextRules.Line with { Example = "\"https://example.org/upgrade\"" }))
            .Select<IReadOnlyList<Guide>>((guides, _) => [.. guides.Where(guide => SemverRange.TryParse(guide.Key, out var _)).Select(guide => new Guide(Parse(guide.Key), guide.Value))]),
        "What a person should read before moving here from a release in the range: a text of one line, or an address.",
        "\"guides\": {\"<0.5\": \"https://example.org/upgrade-to-0.5\"}");

    /// <summary>In the order of the reference page.</summary>
    public static IReadOnlyList<Key> Keys { get; } = [Operator, Compatible, Release, Pins, From, Stops, Schema, Rollback, Guides];

    public static Shape<Manifest> Shape { get; } = new ObjectShape<Manifest>(
        "a JSON object",
        "{\"operator\": \"0.5.0\", \"compatible\": {}}",
        Keys,
        fields => new(
            fields.Get(Operator),
            fields.Get(Compatible),
            fields.Get(Release),
            fields.Get(Pins),
            fields.Get(From),
            fields.Get(Stops),
            fields.Get(Schema),
            fields.Get(Rollback),
            fields.Get(Guides)))
    {
        KeyQuote = "\"",
    };

    private static bool ParseAtLeast(string text, [MaybeNullWhen(false)] out SemverRange range) =>
        SemverRange.TryParse(SemanticVersion.TryParse(text, out _) ? $">={text}" : text, out range);

    private static SemverRange Parse(string text) => SemverRange.TryParse(text, out var range) ? range : SemverRange.Any;

    private static bool IsPin(string text) =>
        ImageReference.TryParse(text, out var image) ? (image.Tag ?? image.Digest) is not null : ManifestPins.IsDigest(text);

    private static JsonObject Text() => new() { ["type"] = "string" };
}
