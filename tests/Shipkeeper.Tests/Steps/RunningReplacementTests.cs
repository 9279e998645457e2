using Shipkeeper.Model;
using Shipkeeper.State;
using Shipkeeper.Steps;
using Shipkeeper.Tests.Moves;

namespace Shipkeeper.Tests.Steps;

public sealed class RunningReplacementTests
{
    private const string Healthy = "Up 3 minutes (healthy)";

    [Fact]
    public void What_a_service_depends_on_is_named_with_it() => Assert.Equal(["api", "postgres", "web"], Of(Release("service_started"), ["web"]));

    [Fact]
    public void Compose_is_not_to_wait_for_what_it_has_just_replaced() => Assert.Empty(Of(Release("service_healthy"), ["api", "web"]));

    [Fact]
    public void Compose_is_not_to_wait_for_what_is_not_healthy_yet()
    {
        Assert.NotEmpty(Of(Release("service_healthy"), ["web"]));
        Assert.Empty(Of(Release("service_healthy"), ["web"], "Up 3 seconds (health: starting)"));
        Assert.Empty(Of(Release("service_completed_successfully"), ["web"]));
    }

    [Fact]
    public void What_does_not_run_is_not_replaced_so() => Assert.Empty(Of(Release("service_started"), ["web"], state: "exited"));

    [Fact]
    public void Nothing_is_named_where_nothing_has_changed() => Assert.Empty(Of(Release("service_started"), []));

    /// <param name="condition">Of the web on the api.</param>
    private static Release Release(string condition) =>
        MoveSamples.Before.With("web", web => web with { DependsOn = new Dictionary<string, string> { ["api"] = condition } });

    /// <param name="status">Of every container.</param>
    private static IEnumerable<string> Of(Release release, IReadOnlyCollection<string> changed, string status = Healthy, string state = "running") => RunningReplacement.Of(
        release,
        release.Services.ToDictionary(service => service.Key, service => new ObservedService(service.Key, [Samples.Container(service.Key, service.Value, state, status)])),
        changed).Order(StringComparer.Ordinal);
}
