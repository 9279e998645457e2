using System.Net.Sockets;
using Shipkeeper.Engine;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Docker.Tests.Docker;

public sealed class ReachTests : EngineTest
{
    [Fact]
    public async Task On_the_host_a_service_is_reached_by_its_bridge_address()
    {
        var network = await ProjectNetworkAsync();
        var id = await WebAsync("--network", network);

        var reached = await new Reach(Engine, ownContainer: null).ServiceAsync(Test.Name, "web", 8080, Ct);

        Assert.Equal((await Engine.Containers.InspectAsync(id, Ct)).Networks[network].IpAddress, reached.Host);
        await AnswersAsync(reached);
    }

    [Fact]
    public async Task Through_another_container_it_is_reached_where_that_ones_network_is()
    {
        var owner = await Test.RunAsync(["--network", await ProjectNetworkAsync()], "sleep", "600");
        await WebAsync("--network", $"container:{owner}");

        await AnswersAsync(await new Reach(Engine, null).ServiceAsync(Test.Name, "web", 8080, Ct));
    }

    [Fact]
    public async Task A_service_on_the_hosts_network_is_on_the_host()
    {
        await Test.RunAsync([.. Labels, "--network", "host"], "sleep", "600");

        Assert.Equal(new ReachablePort("127.0.0.1", 8080), await new Reach(Engine, null).ServiceAsync(Test.Name, "web", 8080, Ct));
    }

    [Fact]
    public async Task Inside_a_container_the_services_network_is_joined_and_left_before_teardown()
    {
        var network = await ProjectNetworkAsync();
        var own = await Test.RunAsync([], "sleep", "600");
        await WebAsync("--network", network);
        var reach = new Reach(Engine, own);

        var both = await Task.WhenAll(reach.ServiceAsync(Test.Name, "web", 8080, Ct), reach.ServiceAsync(Test.Name, "web", 8080, Ct));
        var answer = await Engine.Containers.ExecAsync(own, ["wget", "-qO-", $"http://{both[0]}/"], TimeSpan.FromSeconds(20), 1000, Ct);
        await new Reach(Engine, own).LeaveAsync(Test.Name, Ct);
        await reach.LeaveAsync(Test.Name, Ct);

        Assert.Equal(both[0], both[1]);
        Assert.Equal("hello\n", answer.Output);
        Assert.DoesNotContain(own, (await Engine.Networks.InspectAsync(network, Ct)).Members.Keys);
    }

    [Fact]
    public async Task A_container_of_the_project_itself_leaves_nothing()
    {
        var network = await ProjectNetworkAsync();
        var own = await Test.RunAsync(["--label", $"com.docker.compose.project={Test.Name}", "--network", network], "sleep", "600");
        await WebAsync("--network", network);
        var reach = new Reach(Engine, own);

        await reach.ServiceAsync(Test.Name, "web", 8080, Ct);
        await reach.LeaveAsync(Test.Name, Ct);

        Assert.Contains(own, (await Engine.Networks.InspectAsync(network, Ct)).Members.Keys);
    }

    [Fact]
    public async Task From_inside_a_container_the_host_is_its_gateway()
    {
        var own = await Test.RunAsync([], "sleep", "600");

        var gateway = await DockerCommand.MustAsync("inspect", "--format", "{{.NetworkSettings.Networks.bridge.Gateway}}", own);

        Assert.Equal(gateway, await new Reach(Engine, own).HostAsync(Ct));
        Assert.Equal("127.0.0.1", await new Reach(Engine, null).HostAsync(Ct));
        Assert.Null(await OwnContainer.FindAsync(Engine, Ct));
    }

    [Fact]
    public async Task Where_nothing_leads_there_the_error_names_the_cure()
    {
        await WebAsync("--network", "none");

        var error = await Assert.ThrowsAsync<ShipkeeperException>(() => new Reach(Engine, null).ServiceAsync(Test.Name, "web", 8080, Ct));
        var none = await Assert.ThrowsAsync<ShipkeeperException>(() => new Reach(Engine, null).ServiceAsync(Test.Name, "api", 8080, Ct));

        Assert.Equal("Port 8080 of 'web' cannot be reached: it has no network.", error.Message);
        Assert.Equal("Publish port 8080 of 'web' on 127.0.0.1, or give it a bridge network, in the compose file.", error.Hint);
        Assert.Equal("Port 8080 of 'api' cannot be reached: no container of it runs.", none.Message);
    }

    private IReadOnlyList<string> Labels =>
    [
        "--label", $"com.docker.compose.project={Test.Name}", "--label", "com.docker.compose.service=web", "--label", "com.docker.compose.oneoff=False",
    ];

    private Task<string> ProjectNetworkAsync() => Test.NetworkAsync("--label", $"com.docker.compose.project={Test.Name}");

    private Task<string> WebAsync(params IEnumerable<string> options) =>
        Test.RunAsync([.. Labels, .. options], "sh", "-c", "echo hello >/tmp/index.html; exec httpd -f -p 8080 -h /tmp");

    /// <summary>The server may need a moment after its container has started: a refused connection is tried again.</summary>
    private static async Task AnswersAsync(ReachablePort reached)
    {
        using var http = new HttpClient();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Assert.Equal("hello\n", await http.GetStringAsync(new Uri($"http://{reached}/"), Ct));
                return;
            }
            catch (HttpRequestException refused) when (attempt < 50 && refused.InnerException is SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), Ct);
            }
        }
    }
}
