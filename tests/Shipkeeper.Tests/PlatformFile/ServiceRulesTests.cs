using Shipkeeper.Engine;
using Shipkeeper.PlatformFile;

namespace Shipkeeper.Tests.PlatformFile;

public sealed class ServiceRulesTests
{
    private static readonly PlatformDefinition FullExample = PlatformFileReader.Read(TestFiles.FullExample);

    [Fact]
    public void Services_that_all_exist_are_no_problem() =>
        PlatformFileReader.RequireServices(FullExample, new HashSet<string> { "postgres", "garage", "api", "web", "worker" });

    [Fact]
    public void Every_use_of_an_unknown_service_is_reported_with_its_place_and_the_nearest_name()
    {
        var platform = PlatformFileReader.Parse(
            """
            platform: blog
            layers: {infrastructure: [postgre], application: [web]}
            database:
              service: postgress
              migrations: {run: {service: apo, command: [migrate]}}
            config:
              garage:
                fields: {key: {store: plain}}
                provision: {service: garag, command: [boot], output: {key: "(.+)"}}
            health:
              frontend: {tcp: 80}
            """);

        var refusal = Assert.Throws<ShipkeeperException>(
            () => PlatformFileReader.RequireServices(platform, new HashSet<string> { "web", "postgres", "api", "garage" }));

        Assert.Equal("platform-file.unknown-service", refusal.Code.Name);
        Assert.Equal(
            [
                "shipkeeper.yaml:2:27: layers.infrastructure[0]: there is no service 'postgre' in the Compose files; did you mean 'postgres'?",
                "shipkeeper.yaml:4:12: database.service: there is no service 'postgress' in the Compose files; did you mean 'postgres'?",
                "shipkeeper.yaml:5:31: database.migrations.run.service: there is no service 'apo' in the Compose files; did you mean 'api'?",
                "shipkeeper.yaml:9:26: config.garage.provision.service: there is no service 'garag' in the Compose files; did you mean 'garage'?",
                "shipkeeper.yaml:11:3: health.frontend: there is no service 'frontend' in the Compose files; known: api, garage, postgres, web",
            ],
            refusal.Details);
    }
}
