using Shipkeeper.Steps;

namespace Shipkeeper.Tests.Steps;

public sealed class PausedTests
{
    [Fact]
    public void What_a_service_stands_on_is_woken_with_it() =>
        Assert.Equal(["api", "postgres", "schema"], Paused.WithDependencies(Samples.Release(), ["api"]).Order());

    [Fact]
    public void What_stands_on_a_service_is_left_alone() => Assert.Equal(["postgres"], Paused.WithDependencies(Samples.Release(), ["postgres"]));
}
