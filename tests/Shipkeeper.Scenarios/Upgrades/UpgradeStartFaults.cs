using System.Net;
using System.Net.Sockets;
using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Upgrades;

/// <summary>The new release cannot be started.</summary>
public sealed class UpgradeStartFaults
{
    [Fact]
    public async Task A_port_that_somebody_else_has_is_refused_before_anything_is_stopped()
    {
        await using var versions = await TwoVersions.StartAsync();
        using var other = new TcpListener(IPAddress.Loopback, port: 0);
        other.Start();
        var before = await versions.Platform.Engine.ContainersAsync();
        versions.WriteTwoBut($"127.0.0.1:{versions.Platform.Port}:8000", $"127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}:8000");

        (await versions.Platform.RunAsync("upgrade")).Fails(3, "start.port-taken").Says("'web' publishes port");

        Assert.Equal(before, await versions.Platform.Engine.ContainersAsync());
        versions.Write("one");
        await versions.StoodOnOneAndGoesToTwoAsync();
    }

    /// <summary>Its own port, which nobody holds while the application is stopped.</summary>
    [Fact]
    public async Task A_port_that_somebody_takes_in_the_middle_is_waited_for_by_the_undo()
    {
        await using var versions = await TwoVersions.StartAsync(withDatabase: true);
        versions.WriteTwoSlowly(seconds: 1);
        var upgrade = await versions.RunUntilAsync("run-migrations");
        using var other = new TcpListener(IPAddress.Loopback, versions.Platform.Port);
        other.Start();

        await Until.TrueAsync(() => versions.Platform.Journals.Newest.Events.Contains("undo-failed"), "the port was in nobody's way");
        other.Stop();

        (await upgrade.EndAsync()).Fails(4, "operation.rolled-back").Says("service.port-taken");
        await versions.StoodOnOneAndGoesToTwoAsync("--retry");
    }

    [Fact]
    public async Task A_port_that_stays_taken_leaves_it_to_a_person_who_frees_it_and_says_resume()
    {
        await using var versions = await TwoVersions.StartAsync(withDatabase: true);
        versions.WriteTwoSlowly(seconds: 1);
        var upgrade = await versions.RunUntilAsync("run-migrations");
        using var other = new TcpListener(IPAddress.Loopback, versions.Platform.Port);
        other.Start();

        (await upgrade.EndAsync()).Fails(5, "operation.stuck").Says("publishes a port that is taken");
        (await versions.Platform.RunAsync("status")).Exits(0).Says("stuck");
        (await versions.Platform.RunAsync("upgrade")).Fails(5, "operation.stuck");
        other.Stop();

        (await versions.Platform.RunAsync("resume")).Exits(0);
        await versions.StoodOnOneAndGoesToTwoAsync("--retry");
    }

    [Fact]
    public async Task A_mount_without_a_source_is_refused_before_anything_is_stopped()
    {
        await using var versions = await TwoVersions.StartAsync();
        var before = await versions.Platform.Engine.ContainersAsync();
        versions.WriteTwoBut("[\"./pages:/pages:ro\"]", "[\"./pages:/pages:ro\", \"./nothing:/more:ro\"]");

        (await versions.Platform.RunAsync("upgrade")).Fails(3, "compose.bind-source").Says("nothing");

        Assert.False(versions.Platform.Has("nothing"));
        Assert.Equal(before, await versions.Platform.Engine.ContainersAsync());
        versions.Write("one");
        await versions.StoodOnOneAndGoesToTwoAsync();
    }

    /// <summary>With nothing in it that another machine could run by emulation.</summary>
    [Fact]
    public async Task An_image_for_another_kind_of_machine_goes_back()
    {
        await using var versions = await TwoVersions.StartAsync();
        var image = $"{versions.Platform.Name}:other";
        (await versions.Platform.ShellAsync($"printf '\\177ELF' >httpd && chmod +x httpd && tar c httpd | docker import --platform linux/s390x --change 'ENV PATH=/' - {image} && rm httpd")).Exits(0);
        versions.WriteTwoBut($"image: {versions.Platform.Name}:two", $"image: {image}");

        (await versions.Platform.RunAsync("upgrade")).Fails(4, "operation.rolled-back").Says("exec format error");

        await versions.StoodOnOneAndGoesToTwoAsync();
    }
}
