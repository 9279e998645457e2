using System.Text.Json;
using System.Text.Json.Nodes;
using Shipkeeper.Model;

namespace Shipkeeper.Tests.Model;

public sealed class ReleaseJsonTests
{
    [Fact]
    public void A_record_is_written_in_a_form_that_stays() => Golden.Matches(Write(Samples.Release(2, from: 1)), "release.json");

    [Fact]
    public void A_record_comes_back_as_it_was()
    {
        var text = Write(Samples.Release());

        Assert.Equal(text, Write(JsonSerializer.Deserialize(text, ReleaseJson.Default.Release)!));
    }

    [Fact]
    public void A_record_of_an_older_version_has_none_of_what_that_did_not_know()
    {
        var record = JsonNode.Parse(Write(Samples.Release()))!;
        record.AsObject().Remove("volumes");
        foreach (var service in record["services"]!.AsObject().Select(service => service.Value!.AsObject()))
        {
            Assert.True(service.Remove("aspects") && service.Remove("shares") && service.Remove("restartsWith"));
        }

        var release = record.Deserialize(ReleaseJson.Default.Release)!;

        Assert.Empty(release.Volumes);
        Assert.All(release.Services.Values, service => Assert.Equal((0, 0, 0), (service.Aspects.Count, service.Shares.Count, service.RestartsWith.Count)));
    }

    [Theory]
    [InlineData("\"files\": {", "\"files\": null, \"more\": {")]
    [InlineData("\"number\": 1,", "")]
    [InlineData("\"number\": 1,", "\"number\": 1, \"number\": 2,")]
    [InlineData("\"layer\": \"application\"", "\"layer\": \"cellar\"")]
    public void A_damaged_record_is_no_record(string part, string damaged)
    {
        var text = Write(Samples.Release()).Replace(part, damaged);

        Assert.NotEqual(Write(Samples.Release()), text);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(text, ReleaseJson.Default.Release));
    }

    private static string Write(Release release) => JsonSerializer.Serialize(release, ReleaseJson.Default.Release);
}
