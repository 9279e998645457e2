using Shipkeeper.Modules.SelfUpdate;

namespace Shipkeeper.Tests.Modules;

public sealed class OrchestratorChoiceTests
{
    private static readonly OrchestratorOffer Offer = new("1.10.0", "aa", "shipkeeper");

    [Theory]
    [InlineData(null, nameof(OrchestratorVerdict.NoneOfItsOwn))]
    [InlineData("1.9.0", nameof(OrchestratorVerdict.Newer))]
    [InlineData("1.10.0-rc.1", nameof(OrchestratorVerdict.Newer))]
    [InlineData("1.10.0", nameof(OrchestratorVerdict.Current))]
    [InlineData("1.11.0", nameof(OrchestratorVerdict.Current))]
    public void Only_a_newer_version_takes_the_place_of_another(string? current, string verdict) => Assert.Equal(verdict, OrchestratorChoice.Of(Offer, current, failure: null).ToString());

    [Theory]
    [InlineData("aa", nameof(OrchestratorVerdict.FailedBefore))]
    [InlineData("bb", nameof(OrchestratorVerdict.Newer))]
    public void One_that_failed_before_is_tried_again_when_its_file_is_another(string failed, string verdict) =>
        Assert.Equal(verdict, OrchestratorChoice.Of(Offer, "1.9.0", new("1.10.0", failed, "because", DateTimeOffset.UnixEpoch)).ToString());
}
