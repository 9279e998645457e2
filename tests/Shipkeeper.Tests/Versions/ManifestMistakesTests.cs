using System.Text;

namespace Shipkeeper.Tests.Versions;

public sealed class ManifestMistakesTests
{
    [Fact]
    public void Every_mistake_is_told_at_once_with_its_place() => ManifestText.IsRefused(
        """
        {
          "operator": "newest",
          "compatibel": {"api": ["1.0.0"]},
          "release": "1.0",
          "from": ["1.x"],
          "stops": "0.9.0",
          "schema": {"minimum": 12, "maximum": 10},
          "rollback": "refuse",
          "guides": {"soon": "x", "1.x": ""},
          "pins": {"api": "api"}
        }
        """,
        "1:1: compatible: is missing: a map of services to what each may run; add for example '\"compatible\": {\"api\": [\"0.4.x\"]}'",
        "2:15: operator: must be a version (the oldest that may) or a version range such as \"0.5.0\", not 'newest'",
        "3:3: compatibel: unknown key; did you mean 'compatible'?",
        "4:14: release: must be a version of three numbers such as \"0.5.0\", not '1.0'",
        "5:11: from: must be a version range such as \">=0.4.2 <0.6\", not a list",
        "6:12: stops: must be a list of versions such as [\"0.5.0\"], not '0.9.0'",
        "7:40: schema.maximum: is below the minimum, 12",
        "8:15: rollback: must be one of allowed, restore, refused, not 'refuse'; did you mean 'refused'?",
        "9:14: guides.soon: the key must be a version range such as \"<0.4\"",
        "9:34: guides.1.x: must be a text of one line such as \"https://example.org/upgrade\", not ''",
        "10:19: pins.api: must be an image with its tag or digest, or a digest alone such as \"sha256:…\", not 'api'");

    [Fact]
    public void A_key_given_twice_is_reported_with_its_first_line() => ManifestText.IsRefused(
        """
        {"operator": "1.0.0", "compatible": {
          "api": ["1.x"],
          "api": ["2.x"]
        }}
        """,
        "3:3: compatible.api: given twice, first on line 2; keep one");

    [Fact]
    public void Columns_count_characters() => ManifestText.IsRefused(
        """{"operator": "1.0.0", "compatible": {}, "guides": {"1.x": "Größe ändern"}, "x": 1}""",
        "1:76: x: unknown key; known: operator, compatible, release, pins, from, stops, schema, rollback, guides");

    [Theory]
    [InlineData("[]", "1:1: must be a JSON object such as {\"operator\": \"0.5.0\", \"compatible\": {}}, but is empty")]
    [InlineData("null", "1:1: must be a JSON object such as {\"operator\": \"0.5.0\", \"compatible\": {}}, but is empty")]
    [InlineData(" \n", "1:1: the file is empty; the smallest manifest is '{\"operator\": \"0.5.0\", \"compatible\": {}}'")]
    [InlineData("{", "1:2: not valid JSON: Expected depth to be zero at the end of the JSON payload. There is an open JSON object or array that should be closed")]
    [InlineData("{} {}", "1:4: not valid JSON: '{' is invalid after a single JSON value. Expected end of data")]
    [InlineData("{\"operator\": NaN}", "1:14: not valid JSON: 'N' is an invalid start of a value")]
    [InlineData("{\"operator\": \"1.0.0\",}", "1:22: not valid JSON: The JSON object contains a trailing comma at the end")]
    [InlineData("{\"operator\": \"\\ud800\"}", "1:14: operator: the text has half of a surrogate pair; write the character itself")]
    public void What_is_no_JSON_object_is_refused(string json, string problem) => ManifestText.IsRefused(json, problem);

    [Fact]
    public void Nesting_without_end_is_refused() => ManifestText.IsRefused(
        new string('[', 100_000),
        "1:33: not valid JSON: The maximum configured depth of 32 has been exceeded. Cannot read next JSON array");

    [Fact]
    public void Values_without_end_are_refused() => ManifestText.IsRefused(
        $"[{string.Join(',', Enumerable.Repeat("1", 30_000))}]",
        "1:40000: [19999]: more than 20000 values; a manifest has a few dozen");

    [Fact]
    public void More_than_one_MiB_is_refused() => ManifestText.IsRefused(
        "{}" + new string(' ', 1024 * 1024), "1:1: the file is larger than 1 MiB; a manifest is a few kilobytes");

    [Fact]
    public void Bytes_that_are_not_UTF8_are_refused_with_their_place() => ManifestText.IsRefused(
        [.. "{\n\"operator\": \""u8, 0xE9, .. "\"}"u8], "2:14: byte 15 is not UTF-8; save the file as UTF-8");

    [Fact]
    public void A_number_of_a_thousand_digits_is_a_mistake_like_others() => ManifestText.IsRefused(
        $$"""{"operator": "1.0.0", "compatible": {}, "schema": {"minimum": {{new string('9', 1000)}}} }""",
        $"1:63: schema.minimum: must be a whole number from 0 to 999999999, not '{new string('9', 40)}…'");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_damaged_file_never_crashes_the_reader(int seed)
    {
        var random = new Random(seed);
        var good = Encoding.UTF8.GetBytes("""
            {"operator": "0.5.0", "compatible": {"api": ["0.4.x", "apache/age:PG16-1.5.0"]}, "release": "0.5.0", "from": ">=0.4", "stops": ["0.4.0"],
             "schema": {"minimum": 1, "maximum": 2}, "guides": {"<0.4": "Größe"}}
            """);
        for (var number = 0; number < 500; number++)
        {
            var damaged = good.ToArray();
            for (var times = random.Next(1, 4); times > 0; times--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            try
            {
                _ = Shipkeeper.Versions.ManifestReader.Parse(damaged.AsSpan(0, random.Next(damaged.Length / 2, damaged.Length + 1)), "versions.json");
            }
            catch (Shipkeeper.Engine.ShipkeeperException refusal)
            {
                Assert.Equal("manifest.invalid", refusal.Code.Name);
                Assert.All(refusal.Details, line => Assert.DoesNotContain('\n', line));
            }
        }
    }
}
