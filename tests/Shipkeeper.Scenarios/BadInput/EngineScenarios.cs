using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.BadInput;

public sealed class EngineScenarios
{
    [Fact]
    public async Task No_engine_listens()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();

        (await platform.RunAsync("start", ("DOCKER_HOST", "unix:///no/such.sock"))).Fails(1, "docker.not-running").Says("/no/such.sock");

        Assert.Empty(platform.Journals.All);
    }

    [Fact]
    public async Task An_engine_that_this_user_may_not_use()
    {
        Assert.SkipUnless(Environment.UserName == "root", "only root can become somebody else");
        await using var platform = ScenarioPlatform.WithTwoLayers();
        await Program.OutputAsync("chown", "-R", "65534:65534", platform.Folder);
        await using var binary = await VisibleToAllAsync();

        (await Program.RunAsync(
            "setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "env", $"HOME={platform.Folder}", binary.PathOf("shipkeeper"), "-C", platform.Folder, "start"))
            .Fails(1, "docker.no-permission").Says("docker");
    }

    [Fact]
    public async Task An_engine_that_is_too_old()
    {
        using var engine = new CountingSocket("""{"Version":"19.03.15","ApiVersion":"1.40","MinAPIVersion":"1.12","Os":"linux","Arch":"amd64"}""");
        await using var platform = ScenarioPlatform.WithTwoLayers();

        (await platform.RunAsync("start", engine.AsDockerHost)).Fails(3, "docker.too-old").Says("19.03.15", "20.10");
    }

    [Fact]
    public async Task An_engine_address_that_nobody_speaks()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();

        (await platform.RunAsync("start", ("DOCKER_HOST", "ssh://somewhere"))).Fails(2, "docker.bad-host").Says("ssh://somewhere");
    }

    [Fact]
    public async Task A_machine_without_compose()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();
        platform.Write("bin/docker", "#!/bin/sh\necho \"docker: 'compose' is not a docker command.\" >&2; exit 1");
        File.SetUnixFileMode(platform.PathOf("bin/docker"), (UnixFileMode)0b111_101_101);

        var ran = await platform.RunAsync("start", ("PATH", platform.PathOf("bin")));

        Assert.True(ran.ExitCode is 1 or 3, ran.ToString());
        ran.Says("compose");
        Assert.Empty(await platform.Engine.ContainersAsync());
    }

    private static async Task<ScenarioPlatform> VisibleToAllAsync()
    {
        var place = new ScenarioPlatform();
        File.SetUnixFileMode(place.Folder, (UnixFileMode)0b111_101_101);
        await Program.OutputAsync("cp", Settings.Binary, place.PathOf("shipkeeper"));
        return place;
    }
}
