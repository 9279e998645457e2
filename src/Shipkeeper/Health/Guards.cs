using Shipkeeper.Engine.Gates;
using Shipkeeper.Model;
using Shipkeeper.PlatformFile;
using Shipkeeper.State;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Health;

/// <summary>
/// How each service of a release is measured and judged: as the platform file says, else by its own health check, else by whether it runs.
/// The database must take connections besides.
/// </summary>
internal sealed class Guards(PlatformSession session, ServiceWatch watch)
{
    /// <summary>None of a service that shall have no container.</summary>
    public async Task<IReadOnlyList<Guard>> OfAsync(Release release, IReadOnlyList<string> services, CancellationToken ct)
    {
        var startPeriods = await LongestStartPeriodsAsync(ct);
        var reach = new Reach(session.Docker, await OwnContainer.FindAsync(session.Docker, ct));
        return [.. services.Where(service => release.Services[service].Replicas > 0).Select(service => Of(release, service, startPeriods.GetValueOrDefault(service), reach))];
    }

    /// <summary>A service as Compose's conditions mean it: by its containers alone, whatever else the platform file measures.</summary>
    public async Task<Guard> OfContainersAsync(Release release, string service, CancellationToken ct)
    {
        var startPeriods = await LongestStartPeriodsAsync(ct);
        var patience = PatienceOf(service, startPeriods.GetValueOrDefault(service));
        return new(service, ProbeOf(service), new ContainerPolicy(release.Services[service].Completes), patience);
    }

    private Guard Of(Release release, string service, TimeSpan startPeriod, Reach reach)
    {
        var health = session.Platform.Definition.Health.GetValueOrDefault(service);
        IGatePolicy byContainers = health is null ? new ContainerPolicy(release.Services[service].Completes) : new RunningPolicy();
        IReadOnlyList<IMeasurement> measurements = [.. OfDatabase(service), .. Configured(health?.Probe, service, reach)];
        return new(
            service,
            measurements.Count == 0 ? ProbeOf(service) : new MeasuredProbe(ProbeOf(service), byContainers, measurements, watch, service, session.Time),
            measurements.Count == 0 ? byContainers : new MeasuredPolicy(byContainers, measurements),
            PatienceOf(service, startPeriod),
            health?.Required ?? true);
    }

    private IEnumerable<IMeasurement> Configured(HealthProbe? probe, string service, Reach reach) => probe switch
    {
        null => [],
        HealthProbe.Http http => [new HttpMeasurement(reach, session.Platform.Name, service, http, session.Redaction)],
        HealthProbe.Tcp tcp => [new TcpMeasurement(reach, session.Platform.Name, service, tcp.Port)],
        HealthProbe.Exec exec => [new ExecMeasurement(session.Docker, session.Platform.Name, service, exec.Command, session.Redaction)],
        _ => throw new ArgumentOutOfRangeException(nameof(probe), probe, "There is no such probe."),
    };

    private IEnumerable<IMeasurement> OfDatabase(string service) =>
        session.Platform.Definition.Database?.Service.Text == service ? [new DatabaseMeasurement(session)] : [];

    private ContainerProbe ProbeOf(string service) => new(session.Docker, watch, session.Platform.Name, service, session.Time, session.Redaction);

    /// <summary>Never below the time that a health check grants by itself.</summary>
    private TimeSpan PatienceOf(string service, TimeSpan startPeriod)
    {
        var patience = Patience.Of(session.Platform.Definition, service);
        return patience > startPeriod ? patience : startPeriod;
    }

    private async Task<IReadOnlyDictionary<string, TimeSpan>> LongestStartPeriodsAsync(CancellationToken ct)
    {
        var containers = await ObservedServices.ListContainersAsync(session.Docker, session.Platform.Name, ct);
        var details = await Task.WhenAll(containers.Select(async container =>
            (Service: container.Labels.GetValueOrDefault(ComposeLabels.Service, ""), await session.Docker.Containers.InspectAsync(container.Id, ct))));
        return details.GroupBy(container => container.Service)
            .ToDictionary(group => group.Key, group => group.Max(container => container.Item2.Healthcheck?.StartPeriod ?? TimeSpan.Zero));
    }
}
