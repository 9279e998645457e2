using System.Net;
using System.Net.Sockets;
using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Verbs;

/// <summary>What people break on a platform that is up.</summary>
public sealed class BrokenLaterScenarios
{
    [Theory]
    [InlineData("platform: $PROJECT\njunk: 1")]
    [InlineData("platform: other")]
    [InlineData("platform: [")]
    public async Task A_platform_file_that_was_broken_stops_no_verb_that_concerns_what_runs(string broken)
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();
        (await platform.RunAsync("start")).Exits(0);
        platform.Write("shipkeeper.yaml", broken);

        (await platform.RunAsync("status")).Exits(0).Says(platform.Name, "shipkeeper.yaml has changed", "healthy");
        (await platform.RunAsync("logs web")).Exits(0);
        (await platform.RunAsync("operations")).Exits(0).Says("succeeded");
        (await platform.RunAsync("stop")).Exits(0);
        Assert.Equal(("exited", "exited"), (await platform.Engine.StateOfAsync("store"), await platform.Engine.StateOfAsync("web")));
        (await platform.RunAsync("teardown --yes")).Exits(0);
        Assert.Equal("absent", await platform.Engine.StateOfAsync("web"));
        (await platform.RunAsync("start --as-released")).Exits(0);
        await platform.IsWholeAsync("store", "web");
    }

    [Fact]
    public async Task A_secret_that_a_release_was_started_with_is_not_replaced_unasked()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers("secrets: {KEY: {generate: fernet}}");
        (await platform.RunAsync("init")).Exits(0);
        (await platform.RunAsync("start")).Exits(0);
        var key = platform.Read(".env");
        File.Delete(platform.PathOf(".env"));

        (await platform.RunAsync("init")).Fails(3, "init.secrets-lost").Says("KEY", "put .env back");
        Assert.False(platform.Has(".env"));

        (await platform.RunAsync("init --new-secrets")).Exits(0);
        Assert.NotEqual(key, platform.Read(".env"));
    }

    [Fact]
    public async Task Secrets_that_were_lost_are_put_back_one_after_the_other()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers("secrets: {KEY: {generate: fernet}, TOKEN: {generate: hex, bytes: 16}}");
        (await platform.RunAsync("init")).Exits(0);
        (await platform.RunAsync("start")).Exits(0);
        var secrets = platform.Read(".env").Split('\n', StringSplitOptions.RemoveEmptyEntries).ToDictionary(line => line.Split('=', 2)[0], line => line.Split('=', 2)[1]);
        File.Delete(platform.PathOf(".env"));

        (await platform.RunAsync("init --set-stdin KEY", input: secrets["KEY"])).Fails(3, "secrets.incomplete").Says("TOKEN");
        Assert.Equal($"KEY={secrets["KEY"]}", platform.Read(".env").Trim());
        (await platform.RunAsync("init")).Fails(3, "init.secrets-lost").Says("TOKEN", "init --set-stdin TOKEN");
        (await platform.RunAsync("init --set-stdin TOKEN", input: secrets["TOKEN"])).Exits(0);

        Assert.Equal($"KEY={secrets["KEY"]}\nTOKEN={secrets["TOKEN"]}", platform.Read(".env").Trim());
        (await platform.RunAsync("start")).Exits(0);
    }

    [Fact]
    public async Task A_port_that_somebody_else_has_by_now_is_named()
    {
        await using var platform = ScenarioPlatform.With("platform: $PROJECT", "services: {web: {<<: *service, ports: ['127.0.0.1:$PORT:8000']}}");
        (await platform.RunAsync("start")).Exits(0);
        (await platform.RunAsync("stop")).Exits(0);
        using var other = new TcpListener(IPAddress.Loopback, platform.Port);
        other.Start();

        (await platform.RunAsync("start")).Fails(1, "service.port-taken").Says("'web' publishes a port that is taken", $"{platform.Port}");

        other.Stop();
        (await platform.RunAsync("start")).Exits(0);
    }

    [Fact]
    public async Task A_service_that_has_completed_is_not_said_to_be_restarted()
    {
        await using var platform = ScenarioPlatform.With(
            "platform: $PROJECT",
            """
            services:
              job: {image: $IMAGE, command: ["true"]}
              web: {<<: *service, depends_on: {job: {condition: service_completed_successfully}}}
            """);
        (await platform.RunAsync("start")).Exits(0);

        (await platform.RunAsync("restart job")).Exits(0).Says("job ends by itself and was not run again");
        (await platform.RunAsync("restart job web")).Exits(0).Says("restarted web; job ends by itself and was not run again");
    }
}
