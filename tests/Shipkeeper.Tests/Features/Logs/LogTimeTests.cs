using Shipkeeper.Engine;
using Shipkeeper.Features.Logs;

namespace Shipkeeper.Tests.Features.Logs;

public sealed class LogTimeTests
{
    [Theory]
    [InlineData("30s", "2026-11-21T06:59:30Z")]
    [InlineData("10m", "2026-11-21T06:50:00Z")]
    [InlineData("2h", "2026-11-21T05:00:00Z")]
    [InlineData("3d", "2026-11-18T07:00:00Z")]
    [InlineData("2026-11-20T12:00:00Z", "2026-11-20T12:00:00Z")]
    [InlineData("2026-11-20T12:00:00+02:00", "2026-11-20T10:00:00Z")]
    [InlineData("2026-11-20", "2026-11-20T00:00:00Z")]
    public void An_age_or_a_time_is_a_point_in_time(string text, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected), LogTime.Parse(text, new StandingClock()));

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("10 m")]
    [InlineData("-10m")]
    [InlineData("yesterday")]
    [InlineData("9999999d")]
    [InlineData("999999d")]
    public void Anything_else_is_refused(string text) =>
        Assert.Equal("logs.bad-time", Assert.Throws<ShipkeeperException>(() => LogTime.Parse(text, new StandingClock())).Code.Name);

    private sealed class StandingClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Samples.Now;
    }
}
