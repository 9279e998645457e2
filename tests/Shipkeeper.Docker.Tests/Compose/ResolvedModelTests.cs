using Shipkeeper.Tools.Compose;

namespace Shipkeeper.Docker.Tests.Compose;

/// <summary>What the real Compose prints, read back.</summary>
public sealed class ResolvedModelTests
{
    private const string Everything = """
        services:
          db:
            image: IMAGE
            restart: unless-stopped
            stop_grace_period: 1m30s
            environment: { PASSWORD: canary-value, UNSET: }
            healthcheck: { test: [CMD, "true"], interval: 1s, timeout: 500ms, start_period: 1h2m3s, retries: 4 }
            volumes:
              - data:/data
              - ./conf:/conf:ro
              - /anonymous
              - { type: tmpfs, target: /tmp }
            networks: { back: { aliases: [database] } }
          web:
            image: IMAGE
            build: { context: ./web }
            labels: { shipkeeper.role: edge }
            depends_on: { db: { condition: service_healthy }, extra: { condition: service_started, required: false } }
            ports: [ "127.0.0.1:18080:80", "9000", "8100-8101:8100-8101/udp" ]
            deploy: { replicas: 2 }
            networks: [ back, outside ]
            configs: [ conf ]
            secrets: [ key ]
          sidecar: { build: ./web, container_name: fixed, network_mode: "service:db", healthcheck: { disable: true }, scale: 0 }
          extra: { image: IMAGE, profiles: [ more ] }
        networks: { back: { internal: true }, outside: { external: true, name: outer } }
        volumes: { data: { name: fixed-data } }
        configs: { conf: { file: ./conf.txt } }
        secrets: { key: { file: ./key.txt } }
        """;

    [Fact]
    public async Task Everything_we_ask_for_is_there()
    {
        await using var test = await TestProject.CreateAsync(Everything);
        var model = await test.Compose.ConfigAsync(test.Project, TestContext.Current.CancellationToken);
        var (db, web, sidecar) = (model.Services["db"], model.Services["web"], model.Services["sidecar"]);

        Assert.Equal((test.Project.Name, false), (model.Name, model.Services.ContainsKey("extra")));
        Assert.Equal((test.Image, "unless-stopped", TimeSpan.FromSeconds(90), 1), (db.Image, db.Restart, db.StopGracePeriod, db.Replicas));
        Assert.Equal(["PASSWORD", "UNSET"], db.EnvironmentNames.Order());
        Assert.Equal((new TimeSpan(1, 2, 3), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(0.5), 4), (db.Healthcheck!.StartPeriod, db.Healthcheck.Interval, db.Healthcheck.Timeout, db.Healthcheck.Retries));
        Assert.Equal(
            [new("volume", "data", "/data", false), new("bind", $"{test.Folder}/conf", "/conf", true), new("volume", null, "/anonymous", false), new("tmpfs", null, "/tmp", false)],
            db.Mounts);
        Assert.Equal(new ModelBuild($"{test.Folder}/web", "Dockerfile"), web.Build);
        Assert.Equal(new ModelDependency("service_healthy", true), web.DependsOn["db"]);
        Assert.Equal(
            [new(80, "tcp", "18080", "127.0.0.1"), new(9000, "tcp", null, null), new(8100, "udp", "8100", null), new(8101, "udp", "8101", null)],
            web.Ports);
        Assert.Equal((2, "edge", "conf", "key"), (web.Replicas, web.Labels["shipkeeper.role"], web.Configs.Single(), web.Secrets.Single()));
        Assert.Equal(["back", "outside"], web.Networks.Order());
        Assert.Equal((null, "fixed", "service:db", true, 0), (sidecar.Image, sidecar.ContainerName, sidecar.NetworkMode, sidecar.Healthcheck!.Disabled, sidecar.Replicas));
        Assert.Equal("service_started", sidecar.DependsOn["db"].Condition);
        Assert.Equal((new ModelNetwork($"{test.Project.Name}_back", false, null, true), new ModelNetwork("outer", true, null, false)), (model.Networks["back"], model.Networks["outside"]));
        Assert.Equal(new ModelVolume("fixed-data", false, null), model.Volumes["data"]);
        Assert.Equal((new ModelFile($"{test.Project.Name}_conf", $"{test.Folder}/conf.txt", false), $"{test.Folder}/key.txt"), (model.Configs["conf"], model.Secrets["key"].File));
    }

    [Fact]
    public async Task A_profile_brings_its_services()
    {
        await using var test = await TestProject.CreateAsync(Everything);

        var model = await test.Compose.ConfigAsync(test.Project with { Profiles = ["more"] }, TestContext.Current.CancellationToken);

        Assert.Equal(["more"], model.Services["extra"].Profiles);
        Assert.False(model.Services["web"].DependsOn["extra"].Required);
    }
}
