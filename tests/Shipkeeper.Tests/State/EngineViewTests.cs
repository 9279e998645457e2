using Shipkeeper.Model;
using Shipkeeper.State;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Tests.State;

/// <summary>What the engine says, and what the release says, as the services of a platform.</summary>
public sealed class EngineViewTests : IDisposable
{
    private readonly EnginePlatform _engine = new();
    private readonly TemporaryFolder _folder = new();
    private readonly PlatformSession _session;

    public EngineViewTests()
    {
        var platform = Samples.Platform("platform: shop\nlayers: {infrastructure: [postgres]}", directory: _folder.Path);
        _session = Samples.Session(platform, _engine.Fake.Endpoint);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
        _engine.Dispose();
    }

    [Fact]
    public async Task Containers_with_a_role_and_one_off_ones_are_no_services()
    {
        _engine.Has(
            new("api"),
            new("keeper", Labels: new() { [ComposeLabels.Role] = "operator" }),
            new("front", Labels: new() { [ComposeLabels.Role] = "edge" }),
            new("job", Labels: new() { [ComposeLabels.Role] = "other" }),
            new("shell", Labels: new() { [ComposeLabels.OneOff] = "True" }));

        Assert.Equal(["api", "job"], (await ObservedServices.ListAsync(_engine.Engine, "shop", Ct)).Keys);
        Assert.Contains(_engine.Fake.Requests, request => request.Contains("com.docker.compose.project%3Dshop", StringComparison.Ordinal) && request.Contains("all=1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Replicas_are_one_service_in_the_order_of_their_names()
    {
        _engine.Has(new("api", Name: "shop-api-2"), new("api", Name: "shop-api-1"));

        var service = (await ObservedServices.ListAsync(_engine.Engine, "shop", Ct))["api"];

        Assert.Equal(["shop-api-1", "shop-api-2"], service.Containers.Select(container => container.Name));
    }

    [Theory]
    [InlineData("running", true, true)]
    [InlineData("paused", false, true)]
    [InlineData("restarting", false, true)]
    [InlineData("removing", false, true)]
    [InlineData("exited", false, false)]
    [InlineData("created", false, false)]
    [InlineData("dead", false, false)]
    public async Task What_is_paused_or_about_to_start_is_not_stopped(string state, bool runs, bool mustBeStopped)
    {
        _engine.Has(new EnginePlatform.Item("api", state));

        var service = (await ObservedServices.ListAsync(_engine.Engine, "shop", Ct))["api"];

        Assert.Equal((runs, mustBeStopped), (service.Runs, service.NotStopped.Any()));
    }

    [Fact]
    public async Task Without_a_release_the_containers_tell_which_services_there_are()
    {
        _engine.Has(new("api"), new("postgres", "exited"));

        var known = await KnownServices.FindAsync(_session, Ct);

        Assert.Equal((Layer.Application, Layer.Infrastructure), (known.Layers["api"], known.Layers["postgres"]));
        Assert.Equal(["api"], known.Running);
        Assert.All(known.DependsOn.Values, Assert.Empty);
    }

    [Fact]
    public async Task The_release_knows_services_that_have_no_container_and_strangers_count_as_application()
    {
        KeepRelease(current: true);
        _engine.Has(new("postgres"), new("stranger"));

        var known = await KnownServices.FindAsync(_session, Ct);

        Assert.Equal(
            ["api:application", "postgres:infrastructure", "schema:application", "stranger:application"],
            known.Layers.Select(service => $"{service.Key}:{service.Value.Name()}"));
        Assert.Equal(["postgres", "schema"], known.DependsOn["api"].Order());
        Assert.Equal(["postgres", "stranger"], known.Running);
    }

    [Fact]
    public async Task A_first_start_that_was_cut_short_has_left_a_record_that_counts()
    {
        KeepRelease(current: false);
        _engine.Has(new EnginePlatform.Item("api"));

        Assert.Equal(["postgres", "schema"], (await KnownServices.FindAsync(_session, Ct)).DependsOn["api"].Order());
    }

    [Fact]
    public async Task Start_times_are_told_for_what_runs_by_layer()
    {
        KeepRelease(current: true);
        _engine.Has(new("api"), new("postgres"), new("schema", "exited"));

        var times = await StartTimes.OfRunningAsync(_session, _session.Releases.ReadCurrent()!, ["api", "postgres", "schema"], Ct);

        Assert.Equal([new("postgres-id", Samples.Now)], times[Layer.Infrastructure]);
        Assert.Equal([new("api-id", Samples.Now)], times[Layer.Application]);
    }

    [Fact]
    public async Task Each_image_is_asked_for_once_and_what_is_missing_is_told_by_service()
    {
        _engine.Fake.Answers["/images/here%3A1/json"] = Tests.Docker.FakeEngine.Json("""{"Id":"sha256:1"}""");
        _engine.Fake.Answers["/images/gone%3A1/json"] = Tests.Docker.FakeEngine.Json("""{"message":"No such image"}""", "404 Not Found");

        var missing = await PresentImages.FindMissingAsync(
            _engine.Engine, new Dictionary<string, string> { ["api"] = "here:1", ["web"] = "gone:1", ["worker"] = "gone:1" }, Ct);

        Assert.Equal(["web", "worker"], missing.Keys);
        Assert.Equal(2, _engine.Fake.Requests.Count(request => request.Contains("/images/", StringComparison.Ordinal)));
    }

    private void KeepRelease(bool current)
    {
        _session.Releases.BeginDraft("services: {}\n");
        _session.Releases.Record(Samples.Release() with { Files = new Dictionary<string, string>() }, []);
        if (current)
        {
            _session.Releases.MakeCurrent(1);
        }
    }
}
