using System.Text.Json;
using Shipkeeper.Features.Doctor;
using Shipkeeper.Model;
using Shipkeeper.State;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Tests.Features.Doctor;

public sealed class DoctorTextTests
{
    private static readonly CheckResult[] Results =
    [
        new("Docker engine", []),
        new("mode of .env", [new(StateErrors.ReadableCode, Severity.Error, ".env: it is open to others (mode 644)", "chmod 600 .env", new Fix("chmod 600 .env", () => { }))]),
        new("current release",
        [
            new(DoctorErrors.ImageLostCode, Severity.Error, "the image of 'api' (shop-api, built here) is gone", "shipkeeper teardown --images && shipkeeper start"),
            new(DoctorErrors.ImageMissingCode, Severity.Warning, "the image of 'postgres' is not here", "shipkeeper start"),
        ]),
    ];

    [Fact]
    public void What_was_found_is_listed_under_each_check() => Golden.Matches(string.Join('\n', DoctorText.Lines(Results, new Style(colour: false))), "doctor.txt");

    [Fact]
    public void As_JSON_it_has_the_same_findings() => Golden.Matches(JsonSerializer.Serialize([.. Results], DoctorJson.Default.ListCheckResult), "doctor.json");

    [Fact]
    public void Each_check_has_a_name_of_its_own() => Golden.Matches(string.Join('\n', DoctorFeature.Checks.Select(check => check.Name)), "checks.txt");
}
