using Shipkeeper.Engine.Gates;
using Shipkeeper.Health;

namespace Shipkeeper.Tests.Health;

public sealed class GuardsTests : IDisposable
{
    private const string Yaml = """
        platform: shop
        health:
          api: {http: "http://api:8000/health", patience: 2m}
          schema: {exec: [/ready], required: false}
        """;

    private readonly EnginePlatform _engine = new();
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _folder.Dispose();
        _engine.Dispose();
    }

    [Fact]
    public async Task A_service_is_judged_as_the_platform_file_says_else_by_its_containers()
    {
        var guards = await GuardsAsync("api", "schema", "postgres");

        Assert.Equal(
            [
                ("api", typeof(MeasuredPolicy), TimeSpan.FromMinutes(2), true),
                ("schema", typeof(MeasuredPolicy), TimeSpan.FromMinutes(5), false),
                ("postgres", typeof(ContainerPolicy), TimeSpan.FromMinutes(5), true),
            ],
            guards.Select(guard => (guard.Subject, guard.Policy.GetType(), guard.Patience, guard.Required)));
    }

    [Fact]
    public async Task A_database_must_take_connections_besides()
    {
        var guards = await GuardsAsync("platform: shop\ndatabase: {service: postgres}", ["postgres", "api"]);

        Assert.Equal([typeof(MeasuredPolicy), typeof(ContainerPolicy)], guards.Select(guard => guard.Policy.GetType()));
    }

    [Fact]
    public async Task Patience_is_never_less_than_the_start_period_of_the_health_check()
    {
        _engine.Has(new("api", StartPeriod: TimeSpan.FromMinutes(10)), new("postgres", StartPeriod: TimeSpan.FromSeconds(5)));

        Assert.Equal([TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(5)], (await GuardsAsync("api", "postgres")).Select(guard => guard.Patience));
    }

    [Fact]
    public async Task A_gate_over_them_opens_on_what_the_engine_says()
    {
        _engine.Has(new("postgres"), new("api"));

        var results = await new Gate(TimeProvider.System).WaitAsync(await GuardsAsync("postgres"), (_, _) => { }, Ct);

        Assert.Equal((VerdictKind.Open, "running"), (results[0].Verdict.Kind, results[0].Verdict.Reason));
    }

    [Fact]
    public async Task A_gate_over_them_closes_when_a_container_has_ended()
    {
        _engine.Has(new EnginePlatform.Item("postgres", "exited"));

        var results = await new Gate(TimeProvider.System).WaitAsync(await GuardsAsync("postgres"), (_, _) => { }, Ct);

        Assert.Equal((VerdictKind.Closed, "ended with exit code 0, and no other service awaits that with 'service_completed_successfully'"), (results[0].Verdict.Kind, results[0].Verdict.Reason));
    }

    [Fact]
    public async Task A_measured_service_opens_the_gate_when_the_measurement_is_good()
    {
        using var server = new LocalHttp(LocalHttp.Answer("200 OK", ""));

        var guards = await GuardsAsync($"platform: shop\nhealth: {{api: {{http: \"http://api:{server.Port}/health\"}}}}", ["api"]);
        var results = await new Gate(TimeProvider.System).WaitAsync(guards, (_, _) => { }, Ct);

        Assert.Equal((VerdictKind.Open, "state running, http 200 from /health"), (results[0].Verdict.Kind, results[0].Verdict.Reason));
    }

    private Task<IReadOnlyList<Guard>> GuardsAsync(params string[] services) => GuardsAsync(Yaml, services);

    /// <summary>The watch lives as long as the engine of the test.</summary>
    private async Task<IReadOnlyList<Guard>> GuardsAsync(string yaml, string[] services)
    {
        var session = Samples.Session(Samples.Platform(yaml, directory: _folder.Path), _engine.Fake.Endpoint);
        var watch = await ServiceWatch.OpenAsync(_engine.Engine, EnginePlatform.Project, TimeProvider.System, Ct);
        return await new Guards(session, watch).OfAsync(Samples.Release(), services, Ct);
    }
}
