using Shipkeeper.Engine;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Features.Restart;
using Shipkeeper.Model;
using Shipkeeper.State;

namespace Shipkeeper.Tests.Features.Restart;

public sealed class RestartPlannerTests
{
    [Fact]
    public void The_application_is_stopped_while_its_infrastructure_restarts() =>
        Golden.Matches(PlanSheet.Of(Plan(["postgres", "schema", "api"], ["postgres"], ["api"])), "restart.txt");

    [Fact]
    public void One_service_restarts_beside_the_others() => Golden.Matches(PlanSheet.Of(Plan(["api"], [], ["api"])), "restart-one.txt");

    [Fact]
    public void One_service_of_the_infrastructure_leaves_the_application_alone() => Golden.Matches(PlanSheet.Of(Plan(["postgres"], ["postgres"], [])), "restart-infrastructure.txt");

    [Fact]
    public void What_did_not_run_is_started() => Golden.Matches(PlanSheet.Of(Plan(["api"], [], [])), "restart-what-is-stopped.txt");

    [Fact]
    public void Who_shares_the_network_of_a_service_stops_before_it_and_starts_after_it()
    {
        var release = Samples.Release(number: 4);
        release = release with
        {
            Services = release.Services.ToDictionary(
                service => service.Key,
                service => service.Key == "schema" ? service.Value with { Shares = new Dictionary<string, IReadOnlyList<string>> { ["api"] = ["network"] } } : service.Value),
        };

        Golden.Matches(PlanSheet.Of(Plan([.. release.WithFollowers(["api"])], [], ["api"], release: release)), "restart-shared.txt");
    }

    [Fact]
    public void Edited_files_are_refused_as_start_refuses_them()
    {
        var refusal = Assert.Throws<ShipkeeperException>(() => Plan(["api"], [], ["api"], [new("compose.yaml", EditKind.Changed)]));

        Assert.Equal((ErrorKind.Refused, "start.files-differ"), (refusal.Code.Kind, refusal.Code.Name));
        Assert.Equal("compose.yaml has changed since release 4.", refusal.Message);
    }

    /// <param name="infrastructure">Running services of the layer that are to be restarted.</param>
    private static Plan Plan(string[] services, string[] infrastructure, string[] application, FileEdit[]? edits = null, Release? release = null) => RestartPlanner.Plan(
        release ?? Samples.Release(number: 4),
        edits ?? [],
        services,
        Samples.Known(),
        new Dictionary<Layer, IReadOnlyDictionary<string, DateTimeOffset>> { [Layer.Infrastructure] = StartTimes(infrastructure), [Layer.Application] = StartTimes(application) });

    private static Dictionary<string, DateTimeOffset> StartTimes(string[] services) => services.ToDictionary(service => $"{service}-id", _ => Samples.Now);
}
