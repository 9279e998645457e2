using Shipkeeper.Features.Stop;

namespace Shipkeeper.Tests.Features.Stop;

public sealed class StopPlannerTests
{
    [Fact]
    public void The_application_stops_before_the_infrastructure_and_dependants_before_what_they_need() =>
        Golden.Matches(PlanSheet.Of(StopPlanner.Plan(Samples.Known(), keepInfrastructure: false)), "stop.txt");

    [Fact]
    public void The_infrastructure_can_be_kept() => Golden.Matches(PlanSheet.Of(StopPlanner.Plan(Samples.Known(), keepInfrastructure: true)), "stop-keep-infra.txt");

    [Fact]
    public void What_does_not_run_is_not_stopped() =>
        Golden.Matches(PlanSheet.Of(StopPlanner.Plan(Samples.Known() with { Running = ["postgres"] }, keepInfrastructure: false)), "stop-what-runs.txt");

    [Fact]
    public void Where_nothing_runs_there_is_nothing_to_do() => Assert.True(StopPlanner.Plan(Samples.Known() with { Running = [] }, keepInfrastructure: false).IsEmpty);
}
