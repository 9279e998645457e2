using System.Text.Json;
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
