using Shipkeeper.Features.Restore;
using Shipkeeper.PlatformFile;

namespace Shipkeeper.Tests.Features.Restore;

public sealed class RestoreRulesTests
{
    private static readonly MigrationsDefinition Files = new MigrationsDefinition.Files("schema");

    [Theory]
    [InlineData(3, 3, true, false)]
    [InlineData(2, 3, true, true)]
    [InlineData(4, 3, false, false)]
    public void A_numbered_schema_must_not_be_newer_than_the_release(int schema, int last, bool isAllowed, bool migrates) =>
        Assert.Equal((isAllowed, migrates), Judge(new(Files, schema, last, Bounds: null, 1, 2, SameImages: false)));

    [Fact]
    public void A_newer_schema_is_fine_where_the_release_says_that_it_runs_on_it() =>
        Assert.Equal((true, false), Judge(new(Files, 4, 3, new(null, 4, Compatible: false), 3, 2, SameImages: false)));

    [Theory]
    [InlineData(2, 2, false, true)]
    [InlineData(1, 2, false, true)]
    [InlineData(3, 2, true, true)]
    [InlineData(3, 2, false, false)]
    public void Without_numbers_the_backup_must_not_be_of_a_later_application(int ofBackup, int release, bool sameImages, bool isAllowed) =>
        Assert.Equal((isAllowed, false), Judge(new(new MigrationsDefinition.ByApplication(), null, null, null, ofBackup, release, sameImages)));

    private static (bool IsAllowed, bool Migrates) Judge(RestoreFacts facts) => (RestoreRules.Judge(facts) is { Refusal: null }, RestoreRules.Judge(facts).Migrates);
}
