using Shipkeeper.Model;
using Shipkeeper.State;

namespace Shipkeeper.Tests.State;

public sealed class ObservedServiceTests
{
    private static readonly ReleasedService Postgres = Samples.Release().Services["postgres"];

    [Theory]
    [InlineData("running", "Up 3 minutes", true, true)]
    [InlineData("restarting", "Restarting (1) 2 seconds ago", true, true)]
    [InlineData("exited", "Exited (0) 3 minutes ago", false, true)]
    [InlineData("exited", "Exited (1) 3 minutes ago", false, false)]
    [InlineData("paused", "Up 3 minutes (Paused)", false, false)]
    [InlineData("created", "Created", false, false)]
    public void Up_is_what_runs_or_has_completed(string state, string status, bool isUp, bool isUpWhenItCompletes)
    {
        var service = new ObservedService("postgres", [Samples.Container("postgres", Postgres, state, status)]);

        Assert.Equal((isUp, isUpWhenItCompletes), (service.IsUp(1, completes: false), service.IsUp(1, completes: true)));
        Assert.False(service.IsUp(2, completes: true));
    }

    [Fact]
    public void What_is_scaled_to_nothing_is_up() => Assert.True(new ObservedService("postgres", []).IsUp(0, completes: false));
}
