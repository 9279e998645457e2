using System.Text.Json;
using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Verbs;

/// <summary>The image of the scenarios says of itself that it is version 1.0.0.</summary>
public sealed class VersionsScenarios
{
    [Fact]
    public async Task What_runs_is_judged_by_the_manifest_of_its_release_and_a_newer_one_on_disk_is_told()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();
        platform.Write("versions.json", """{"operator": "0.1.0", "compatible": {"web": ["1.x"], "store": ["$IMAGE"]}, "release": "1.0.0"}""");
        (await platform.RunAsync("start")).Exits(0);

        (await platform.RunAsync("versions --check")).Exits(0).Says("release 1.0.0", "1.x");
        platform.Write("versions.json", """
            {"operator": "0.1.0", "compatible": {"web": ["2.x"]}, "release": "2.1.0", "stops": ["2.0.0"], "guides": {"1.x": "Read this first."} }
            """);

        (await platform.RunAsync("versions --check")).Exits(0).Says("on disk: release 2.1.0", "manifest.stop-skipped", "move to release 2.0.0 first", "Read this first.");
        using var report = JsonDocument.Parse((await platform.RunAsync("versions --available --json")).Exits(0).Output);
        Assert.Equal(
            ["store 1.0.0 local False", "web 1.0.0 local False"],
            report.RootElement.GetProperty("services").EnumerateArray().Select(service =>
                $"{service.GetProperty("service")} {service.GetProperty("running")[0]} {service.GetProperty("available").GetProperty("state")} {service.GetProperty("outside")}"));
    }

    [Fact]
    public async Task What_is_outside_fails_the_check_and_is_found_by_the_doctor()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();
        platform.Write("versions.json", """{"operator": "0.1.0", "compatible": {"web": ["2.x"]} }""");
        (await platform.RunAsync("start")).Exits(0);

        (await platform.RunAsync("versions")).Exits(0).Says("1.0.0 (outside)", "manifest.not-compatible");
        (await platform.RunAsync("versions --check")).Fails(1, "versions.outside");
        (await platform.RunAsync("doctor")).Exits(1).Says("manifest.not-compatible");
        platform.Write("versions.json", """{"operator": "0.1.0", "compatibel": {} }""");
        (await platform.RunAsync("versions")).Fails(2, "manifest.invalid");
    }
}
