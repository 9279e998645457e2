using Shipkeeper.Versions;

namespace Shipkeeper.Tests.Versions;

public sealed class RollbackRulesTests
{
    private const string Nothing = "\"release\": \"0.5.0\"";

    [Theory]
    [InlineData("\"rollback\": \"refused\", \"schema\": {\"compatible\": true}", "\"schema\": {\"maximum\": 99}", 12, 12, "refused: the manifest of the current release refuses a rollback")]
    [InlineData("\"rollback\": \"restore\"", "\"schema\": {\"maximum\": 99}", 12, 12, "snapshot: the manifest of the current release wants data to go back too")]
    [InlineData(Nothing, Nothing, 12, 12, "containers: the schema is 12, as far as the earlier release brings it")]
    [InlineData(Nothing, Nothing, 13, 12, "snapshot: the schema is 13, and no manifest says that the earlier release runs on it")]
    [InlineData("\"schema\": {\"compatible\": true}", "\"schema\": {\"maximum\": 12}", 13, 12, "containers: the release before runs on this schema too")]
    [InlineData("\"rollback\": \"allowed\"", "\"schema\": {\"maximum\": 12}", 13, 12, "snapshot: the schema is 13, and the earlier release runs on at most 12")]
    [InlineData(Nothing, "\"schema\": {\"minimum\": 10, \"maximum\": 13}", 13, 12, "containers: the earlier release runs on schema 13")]
    [InlineData(Nothing, "\"schema\": {\"minimum\": 10, \"maximum\": 12}", 13, null, "snapshot: the schema is 13, and the earlier release runs on 10 to 12")]
    [InlineData("\"rollback\": \"allowed\"", Nothing, 13, 12, "containers: the manifest of the current release allows it")]
    [InlineData("\"rollback\": \"allowed\"", Nothing, null, null, "containers: the manifest of the current release allows it")]
    [InlineData(Nothing, "\"schema\": {\"maximum\": 12}", null, null, "snapshot: nobody knows the number of the schema")]
    public void A_return_is_judged_by_both_manifests(string leaving, string earlier, int? schema, int? earlierSchema, string judgement) =>
        Assert.Equal(judgement, Describe(new(ManifestText.With(leaving), ManifestText.With(earlier), EarlierIsPrevious: true, schema, earlierSchema)));

    [Fact]
    public void What_holds_for_the_release_before_holds_for_no_earlier_one() => Assert.Equal(
        "snapshot: the schema is 13, and no manifest says that the earlier release runs on it",
        Describe(new(ManifestText.With("\"schema\": {\"compatible\": true}"), ManifestText.With(Nothing), EarlierIsPrevious: false, 13, 12)));

    [Fact]
    public void Without_manifests_the_schema_alone_tells()
    {
        Assert.Equal("containers: the schema is 12, as far as the earlier release brings it", Describe(new(null, null, EarlierIsPrevious: true, 12, 12)));
        Assert.Equal("snapshot: nobody knows the number of the schema", Describe(new(null, null, EarlierIsPrevious: true, null, null)));
    }

    [Fact]
    public void Where_there_are_no_numbers_what_has_migrated_last_tells() => Assert.Equal(
        "containers: nothing has migrated the database since the earlier release did", Describe(new(null, null, EarlierIsPrevious: false, null, null, IsEarliers: true)));

    private static string Describe(Return way) => RollbackRules.Judge(way) switch
    {
        { Way: WayBack.ContainersOnly } judgement => $"containers: {judgement.Because}",
        { Way: WayBack.NeedsSnapshot } judgement => $"snapshot: {judgement.Because}",
        var judgement => $"refused: {judgement.Because}",
    };
}
