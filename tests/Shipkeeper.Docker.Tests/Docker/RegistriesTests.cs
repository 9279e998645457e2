using Shipkeeper.Engine;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Docker.Tests.Docker;

/// <summary>A real engine and a real registry.</summary>
public sealed class RegistriesTests(RealRegistry registry) : EngineTest, IClassFixture<RealRegistry>
{
    [Fact]
    public async Task A_registry_says_what_it_has_and_what_it_has_not()
    {
        var digest = await registry.PushAsync("asked:1.0", "asked");
        var engine = await Engine.VersionAsync(Ct);

        var byTag = await Engine.Registries.AskAsync($"{registry.Host}/asked:1.0", FoundLogin.None, Ct);
        var byDigest = await Engine.Registries.AskAsync($"{registry.Host}/asked@{digest}", FoundLogin.None, Ct);
        var none = await Assert.ThrowsAsync<ShipkeeperException>(() => Engine.Registries.AskAsync($"{registry.Host}/asked:2.0", FoundLogin.None, Ct));
        var nobody = await Assert.ThrowsAsync<ShipkeeperException>(() => Engine.Registries.AskAsync($"{registry.Host}/nobody:1.0", FoundLogin.None, Ct));

        Assert.Equal((digest, digest), (byTag.Digest, byDigest.Digest));
        Assert.Equal([$"{engine.OperatingSystem}/{engine.Architecture}"], byTag.Platforms.Select(platform => platform.ToString()));
        Assert.True(byTag.IsFor(engine));
        Assert.Equal(("registry.not-found", "registry.not-found"), (none.Code.Name, nobody.Code.Name));
        await Assert.ThrowsAsync<ShipkeeperException>(() => Engine.Images.InspectAsync($"{registry.Host}/asked:1.0", Ct));
    }

    [Fact]
    public async Task Exactly_the_digest_is_pulled_wherever_its_tag_has_gone()
    {
        var first = await registry.PushAsync("moved:1.0", "first");
        var second = await registry.PushAsync("moved:1.0", "second");
        var told = new List<PullProgress>();
        var exact = $"{registry.Host}/moved@{first}";
        registry.Owns(exact);
        registry.Owns($"{registry.Host}/moved:1.0");

        var pulled = await Engine.Registries.PullAsync(exact, FoundLogin.None, told.Add, EngineRegistries.UsualPatience, Ct);
        var tagged = await Engine.Registries.PullAsync($"{registry.Host}/moved:1.0", FoundLogin.None, _ => { }, EngineRegistries.UsualPatience, Ct);

        Assert.Equal((first, second), (pulled, tagged));
        Assert.Contains(exact, (await Engine.Images.InspectAsync(exact, Ct)).Digests);
        Assert.Equal("1.0", (await Engine.Images.InspectAsync(exact, Ct)).Labels["org.opencontainers.image.version"]);
        Assert.NotEmpty(told);
        Assert.Equal((told[^1].Layers, told[^1].TotalBytes), (told[^1].Done, told[^1].Bytes));
    }

    [Fact]
    public async Task What_is_not_there_cannot_be_pulled()
    {
        var error = await Assert.ThrowsAsync<ShipkeeperException>(
            () => Engine.Registries.PullAsync($"{registry.Host}/nothing:1.0", FoundLogin.None, _ => { }, EngineRegistries.UsualPatience, Ct));

        Assert.Equal("registry.not-found", error.Code.Name);
    }

    [Fact]
    public async Task A_pull_that_is_given_up_leaves_no_image()
    {
        await registry.PushAsync("left:1.0", "left");
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Engine.Registries.PullAsync(
            $"{registry.Host}/left:1.0", FoundLogin.None, _ => stop.Cancel(), EngineRegistries.UsualPatience, stop.Token));

        registry.Owns($"{registry.Host}/left:1.0");
    }
}
