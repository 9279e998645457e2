using Shipkeeper.Model;
using Shipkeeper.Steps;

namespace Shipkeeper.Features.Doctor.Checks;

/// <summary>Every service of the current release, or before it every container, is good and as the release says: the judgement of <c>status</c>.</summary>
internal sealed class ServicesCheck : ICheck
{
    public string Name => "services";

    public async Task<IReadOnlyList<Finding>> RunAsync(PlatformSession session, CancellationToken ct)
    {
        var observed = await session.ObserveAsync(ct);
        return Find(session.Releases.ReadCurrent() is { } release
            ? await ServiceReports.OfAsync(session, release, observed, ct)
            : ServiceReports.WithoutRelease(session.Platform, observed));
    }

    /// <summary>Pure.</summary>
    internal static IReadOnlyList<Finding> Find(IEnumerable<LayerStatus> layers) => [.. layers.SelectMany(layer => layer.Services).SelectMany(Find)];

    private static IEnumerable<Finding> Find(ServiceStatus service)
    {
        if (!service.Good)
        {
            yield return new(
                DoctorErrors.NotGoodCode,
                Severity.Error,
                $"'{service.Service}' is {service.Describe()}{(service.Since is null ? "" : $": {service.Since}")}",
                service.Containers.Count == 0 ? "shipkeeper start" : $"shipkeeper logs {service.Service} --tail 50");
        }

        foreach (var drift in service.Containers.Count == 0 ? [] : service.Drift)
        {
            yield return new(DoctorErrors.DriftedCode, Severity.Warning, $"'{service.Service}': {drift}", "shipkeeper start");
        }
    }
}
