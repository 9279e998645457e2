using Shipkeeper.Engine;
using Shipkeeper.Tools.Compose;

namespace Shipkeeper.Docker.Tests.Compose;

public sealed class ComposeToolTests
{
    private const string TwoServices = """
        services:
          web:
            image: IMAGE
            command: sleep 600
            stop_grace_period: 0s
            depends_on: { db: { condition: service_healthy } }
          db:
            image: IMAGE
            command: [sh, -c, sleep 1; touch /ready; exec sleep 600]
            stop_grace_period: 0s
            healthcheck: { test: [CMD, test, -e, /ready], interval: 1s }
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_installed_version_is_new_enough() =>
        Assert.True(Version.Parse((await new ComposeTool(DockerCommand.Runner).VersionAsync(Ct)).Split('-')[0]) >= ComposeTool.Oldest);

    [Fact]
    public async Task Named_services_start_in_the_order_of_their_dependencies()
    {
        await using var test = await TestProject.CreateAsync(TwoServices);

        var lines = (await test.UpAsync(test.Project, "web", "db")).Split('\n').ToList();

        var healthy = lines.FindIndex(line => line.Contains("-db-1  Healthy", StringComparison.Ordinal));
        var started = lines.FindIndex(line => line.Contains("-web-1  Starting", StringComparison.Ordinal));
        Assert.InRange(healthy, 0, started - 1);
    }

    [Fact]
    public async Task What_is_not_named_is_not_touched()
    {
        await using var test = await TestProject.CreateAsync(TwoServices);

        await test.UpAsync(test.Project, "web");

        Assert.Equal("web", await DockerCommand.MustAsync(
            "ps", "--all", "--filter", $"label=com.docker.compose.project={test.Project.Name}", "--format", "{{.Label \"com.docker.compose.service\"}}"));
    }

    [Fact]
    public async Task The_hash_is_that_of_the_container_also_when_the_image_is_pinned_by_id()
    {
        await using var test = await TestProject.CreateAsync(TwoServices);
        var pinned = test.With("pins.yaml", $"services: {{ web: {{ image: \"{test.ImageId}\" }} }}");

        await test.UpAsync(pinned, "web", "db");
        var hashes = await test.Compose.ConfigHashesAsync(pinned, ModelSubstitutes.None, Ct);
        var unpinned = await test.Compose.ConfigHashesAsync(test.Project, ModelSubstitutes.None, Ct);

        Assert.Equal(["db", "web"], hashes.Keys.Order());
        Assert.Equal((await test.HashAsync("web"), await test.HashAsync("db")), (hashes["web"], hashes["db"]));
        Assert.Equal((unpinned["db"], true), (hashes["db"], unpinned["web"] != hashes["web"]));
    }

    [Fact]
    public async Task The_hash_counts_what_an_env_file_says()
    {
        await using var test = await TestProject.CreateAsync("services: { web: { image: IMAGE, command: sleep 600, env_file: [web.env], stop_grace_period: 0s } }");
        test.Write("web.env", "PRICE='5$ and $$'\nNAME=a#b\n");

        await test.UpAsync(test.Project, "web");

        Assert.Equal((await test.Compose.ConfigHashesAsync(test.Project, ModelSubstitutes.None, Ct))["web"], await test.HashAsync("web"));
    }

    [Theory]
    [InlineData("ghost: { condition: service_started, required: false }")]
    [InlineData("ghost: { condition: service_started, required: false }, db: { condition: service_started }")]
    public async Task The_hash_knows_nothing_of_a_dependency_that_need_not_be_there_and_is_not(string dependencies)
    {
        await using var test = await TestProject.CreateAsync($$"""
            services:
              web: { image: IMAGE, command: sleep 600, stop_grace_period: 0s, depends_on: { {{dependencies}} } }
              db: { image: IMAGE, command: sleep 600, stop_grace_period: 0s }
              ghost: { image: IMAGE, profiles: [debug] }
            """);

        await test.Compose.CreateAsync(test.Project, ["web", "db"], recreate: false, onLine: null, Ct);

        Assert.Equal((await test.Compose.ConfigHashesAsync(test.Project, ModelSubstitutes.None, Ct))["web"], await test.HashAsync("web"));
        await DockerCommand.MustAsync(ComposeCalls.UpCommandLine(test.Project));
        Assert.Equal((await test.Compose.ConfigHashesAsync(test.Project, ModelSubstitutes.None, Ct))["web"], await test.HashAsync("web"));
    }

    [Fact]
    public async Task Created_containers_have_the_right_hash_do_not_run_and_leave_the_rest_alone()
    {
        await using var test = await TestProject.CreateAsync(TwoServices);
        await test.UpAsync(test.Project, "db");
        var before = await test.InspectAsync("db", "{{.Id}} {{.State.StartedAt}}");

        await test.Compose.CreateAsync(test.Project, ["web"], recreate: false, onLine: null, Ct);
        var first = await test.InspectAsync("web", "{{.Id}}");
        await DockerCommand.MustAsync("start", first);
        await DockerCommand.MustAsync(ComposeCalls.UpCommandLine(test.Project));

        Assert.Equal((await test.Compose.ConfigHashesAsync(test.Project, ModelSubstitutes.None, Ct))["web"], await test.HashAsync("web"));
        Assert.Equal((first, before), (await test.InspectAsync("web", "{{.Id}}"), await test.InspectAsync("db", "{{.Id}} {{.State.StartedAt}}")));

        await test.Compose.CreateAsync(test.Project, ["web"], recreate: true, onLine: null, Ct);

        Assert.NotEqual(first, await test.InspectAsync("web", "{{.Id}}"));
        Assert.Equal("created", await test.InspectAsync("web", "{{.State.Status}}"));
        Assert.Equal(before, await test.InspectAsync("db", "{{.Id}} {{.State.StartedAt}}"));
    }

    [Fact]
    public async Task A_finished_one_shot_is_not_run_again_by_create()
    {
        await using var test = await TestProject.CreateAsync("""
            services:
              once: { image: IMAGE, command: "true" }
              web: { image: IMAGE, command: sleep 600, stop_grace_period: 0s, depends_on: { once: { condition: service_completed_successfully } } }
            """);
        await test.UpAsync(test.Project, "once", "web");
        var before = await test.InspectAsync("once", "{{.State.StartedAt}}");

        await test.Compose.CreateAsync(test.Project, ["web"], recreate: true, onLine: null, Ct);

        Assert.Equal(before, await test.InspectAsync("once", "{{.State.StartedAt}}"));
    }

    [Fact]
    public async Task Files_that_compose_rejects_are_an_error_in_its_own_words()
    {
        await using var test = await TestProject.CreateAsync("services: { web: { image: IMAGE } }");
        var broken = test.With("broken.yaml", "services: { web: { imagee: x } }");

        var error = await Assert.ThrowsAsync<ShipkeeperException>(() => test.Compose.ConfigAsync(broken, Ct));

        Assert.Equal("compose.invalid", error.Code.Name);
        Assert.Contains("imagee", string.Join('\n', error.Details), StringComparison.Ordinal);
        Assert.EndsWith("config --quiet", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_is_not_there_fails_and_is_never_pulled()
    {
        await using var test = await TestProject.CreateAsync("services: { web: { image: shipkeeper-test/none:1 } }");

        var error = await Assert.ThrowsAsync<ShipkeeperException>(() => test.Compose.CreateAsync(test.Project, ["web"], recreate: false, onLine: null, Ct));

        Assert.Equal("compose.failed", error.Code.Name);
        Assert.Contains("shipkeeper-test/none:1", string.Join('\n', error.Details), StringComparison.Ordinal);
        Assert.Contains(" create --no-build --pull never ", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_variable_of_our_own_environment_does_not_reach_the_model()
    {
        Environment.SetEnvironmentVariable("SHIPKEEPER_STRAY", "stray");
        await using var test = await TestProject.CreateAsync("services: { web: { image: \"IMAGE\", labels: { a: \"${SHIPKEEPER_STRAY-none}\", b: \"${GIVEN-none}\", c: \"${FROM_FILE-none}\" } } }");
        var project = test.Project with
        {
            PassThrough = new Dictionary<string, string> { ["GIVEN"] = "given" },
            EnvironmentFiles = [test.Write("settings.env", "FROM_FILE=file")],
        };

        var labels = (await test.Compose.ConfigAsync(project, Ct)).Services["web"].Labels;

        Assert.Equal(("none", "given", "file"), (labels["a"], labels["b"], labels["c"]));
    }
}
