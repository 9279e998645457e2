using Shipkeeper.Config;
using Shipkeeper.Features.Config;
using Shipkeeper.Model;
using Shipkeeper.Surfaces.Cli;
using static Shipkeeper.Tests.Config.ConfigSamples;

namespace Shipkeeper.Tests.Features.Config;

public sealed class ConfigTextTests
{
    private static readonly Style Plain = new(colour: false);

    [Fact]
    public void The_list_of_sections_is_agreed() => Golden.Matches(
        string.Join('\n', ConfigText.States(
        [
            new("admin", "Administrator account", Required: true, SectionStanding.Set, null),
            new("ai", "Provider and model", Required: true, SectionStanding.Missing, null),
            new("api-key", null, Required: false, SectionStanding.NoRead, "it has no 'read' that would say whether it is set"),
            new("limits", null, Required: false, SectionStanding.NotSet, null),
            new("garage", "Object storage", Required: false, SectionStanding.KeyChanged, "ENCRYPTION_KEY is not the key that it was encrypted with"),
        ], Plain)),
        "states.txt");

    [Fact]
    public void What_was_stored_is_told_with_why_and_secrets_are_not_shown()
    {
        var kept = new Dictionary<string, string?> { ["name"] = "old" };
        var text = new[]
        {
            ValueResolution.Of(Section("ai"), Given(("provider", "anthropic"), ("tokens", "100"))),
            ValueResolution.Of(Section("api-key"), Given(("provider", "x"), ("key", "very secret"))),
            ValueResolution.Of(Section("limits"), Given(), kept),
            ValueResolution.Of(Section("mail"), Given(("sender", "two\nlines")), new Dictionary<string, string?> { ["pin"] = null }),
        }.SelectMany(values => ConfigText.Stored(values, Plain).Prepend(values.Section.Name));

        Golden.Matches(string.Join('\n', text), "stored.txt");
    }

    [Fact]
    public void A_generated_value_is_shown_this_once() =>
        Assert.Matches(@"^  password  \w{24}  generated, and shown this once$", ConfigText.Stored(ValueResolution.Of(Section("admin"), Given()), Plain).Last());

    [Fact]
    public void What_a_section_says_of_itself_is_shown_without_known_secrets() => Golden.Matches(
        string.Join('\n', new[]
        {
            new SectionReading(true, new(["username", "token"], [["ann", "the-known-secret"], ["bob", null]], Truncated: false)),
            new SectionReading(false, new(["username"], [], Truncated: false)),
            SectionReading.Unknown,
            SectionReading.Of(Section("limits"), new Dictionary<string, string?> { ["size"] = "50" }),
            SectionReading.Of(Section("mail"), new Dictionary<string, string?> { ["sender"] = "a@b", ["pin"] = "1111" }),
        }.SelectMany(reading => ConfigText.Reading("users", reading, new Redaction(["the-known-secret"]), Plain))),
        "reading.txt");
}
