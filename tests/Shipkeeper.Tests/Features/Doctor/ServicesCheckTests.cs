using Shipkeeper.Features.Doctor.Checks;
using Shipkeeper.Steps;

namespace Shipkeeper.Tests.Features.Doctor;

public sealed class ServicesCheckTests
{
    [Fact]
    public void What_status_shows_in_red_is_an_error_and_what_has_drifted_a_warning()
    {
        var release = Samples.Release();
        var services = release.Services;
        var observed = Samples.Observed(
            Samples.Container("postgres", services["postgres"]),
            Samples.Container("schema", services["schema"], "exited", "Exited (1) 2 minutes ago"),
            Samples.Container("api", services["api"], imageId: "sha256:other", status: "Up 3 minutes (unhealthy)"));

        var findings = ServicesCheck.Find(ServiceReports.Of("shop", release, observed, services.ToDictionary(service => service.Key, service => service.Value.ConfigHash)));

        Assert.Equal(
            [
                "service.drifted: 'api': it runs another image than registry.example:5000/api:1.2 of the release; shipkeeper start",
                "service.not-good: 'api' is running, unhealthy: Up 3 minutes; shipkeeper logs api --tail 50",
                "service.not-good: 'schema' is exited: Exited (1) 2 minutes ago; shipkeeper logs schema --tail 50",
            ],
            findings.Select(finding => $"{finding.Code}: {finding.Text}; {finding.Hint}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_service_without_a_container_is_one_finding()
    {
        var release = Samples.Release();

        var findings = ServicesCheck.Find(ServiceReports.Of("shop", release, Samples.Observed(), release.Services.ToDictionary(service => service.Key, service => service.Value.ConfigHash)));

        Assert.Equal(3, findings.Count);
        Assert.All(findings, finding => Assert.Equal("shipkeeper start", finding.Hint));
    }
}
