using Shipkeeper.Engine.Gates;
using Shipkeeper.Health;
using Shipkeeper.PlatformFile;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Tests.Health;

/// <summary>Against a real port of this machine; the engine says that the service uses the host's network.</summary>
public sealed class HttpMeasurementTests : IDisposable
{
    private readonly EnginePlatform _platform = new();

    public void Dispose() => _platform.Dispose();

    [Theory]
    [InlineData("200 OK", true, "http 200 from /health?deep=1")]
    [InlineData("503 Service Unavailable", false, "http 503 from /health?deep=1")]
    [InlineData("204 No Content", false, "http 204 from /health?deep=1")]
    public async Task The_status_is_what_counts(string status, bool good, string reading) =>
        Assert.Equal((good, reading), await MeasureAsync(LocalHttp.Answer(status, "")));

    [Fact]
    public async Task A_redirect_is_an_answer_and_not_followed()
    {
        using var elsewhere = new LocalHttp(LocalHttp.Answer("200 OK", ""));

        var (good, reading) = await MeasureAsync(LocalHttp.Answer("302 Found", "", $"Location: http://127.0.0.1:{elsewhere.Port}/\r\n"));

        Assert.Equal((false, "http 302 from /health?deep=1"), (good, reading));
        Assert.Empty(elsewhere.Request);
    }

    [Theory]
    [InlineData("""{"status": "healthy", "checks": {"database": true, "queue": 3}}""", true, "status healthy, checks.database True, checks.queue 3")]
    [InlineData("""{"status": "degraded", "checks": {"database": true, "queue": 3}}""", false, "status degraded, checks.database True, checks.queue 3")]
    [InlineData("""{"checks": []}""", false, "status not there, checks.database not there, checks.queue not there")]
    [InlineData("""[1]""", false, "status not there, checks.database not there, checks.queue not there")]
    [InlineData("<html>", false, "body no JSON from 'api'")]
    [InlineData("", false, "body no JSON from 'api'")]
    public async Task An_answer_can_be_looked_into(string body, bool good, string reading) => Assert.Equal(
        (good, "http 200 from /health?deep=1, " + reading),
        await MeasureAsync(LocalHttp.Answer("200 OK", body), new() { ["status"] = "healthy", ["checks.database"] = "True", ["checks.queue"] = "3" }));

    [Fact]
    public async Task An_endless_answer_is_cut()
    {
        var (good, reading) = await MeasureAsync(LocalHttp.Answer("200 OK", new string('x', 2 << 20)));

        Assert.False(good);
        Assert.Contains("maximum buffer size", reading);
    }

    [Fact]
    public async Task A_long_text_goes_into_the_journal_shortened()
    {
        var (_, reading) = await MeasureAsync(LocalHttp.Answer("200 OK", $$"""{"status": "{{new string('x', 5000)}}"}"""), new() { ["status"] = "healthy" });

        Assert.InRange(reading.Length, 200, 260);
    }

    [Fact]
    public async Task What_is_no_HTTP_is_not_good() => Assert.False((await MeasureAsync("SSH-2.0-OpenSSH_9.2\r\n")).Good);

    [Fact]
    public async Task The_server_is_asked_under_the_name_that_was_written()
    {
        using var server = new LocalHttp(LocalHttp.Answer("200 OK", ""));

        await MeasureAsync(server.Port, []);

        Assert.Equal("GET /health?deep=1 HTTP/1.1", server.Request[0]);
        Assert.Contains($"Host: api:{server.Port}", server.Request);
    }

    [Fact]
    public async Task A_closed_port_is_a_reading()
    {
        int port;
        using (var server = new LocalHttp(""))
        {
            port = server.Port;
        }

        var (good, reading) = await MeasureAsync(port, []);

        Assert.False(good);
        Assert.Contains("refused", reading);
    }

    [Fact]
    public async Task A_service_that_does_not_run_is_a_reading()
    {
        _platform.Has();

        Assert.Equal((false, "http Port 80 of 'api' cannot be reached: no container of it runs."), await MeasureAsync(80, []));
    }

    [Fact]
    public async Task A_secret_in_the_answer_goes_before_the_text_is_cut()
    {
        var padding = new string('x', 190);

        var (_, reading) = await MeasureAsync($"HTTP/1.1 200 OK\r\n\r\n{{\"note\": \"{padding}correct horse battery staple\"}}", new() { ["note"] = "fine" });

        Assert.DoesNotContain("correct", reading);
        Assert.Contains("***", reading);
    }

    private async Task<(bool Good, string Reading)> MeasureAsync(string answer, Dictionary<string, string>? json = null)
    {
        using var server = new LocalHttp(answer);
        return await MeasureAsync(server.Port, json ?? []);
    }

    private async Task<(bool Good, string Reading)> MeasureAsync(int port, Dictionary<string, string> json)
    {
        var probe = new HealthProbe.Http(new($"http://api:{port}/health?deep=1"), 200, json);
        var measurement = new HttpMeasurement(new Reach(_platform.Engine, ownContainer: null), EnginePlatform.Project, "api", probe, new(["correct horse battery staple"]));
        var reading = new Reading(Samples.Now, await measurement.MeasureAsync(TestContext.Current.CancellationToken));
        return (measurement.IsGood(reading), reading.ToString());
    }
}
