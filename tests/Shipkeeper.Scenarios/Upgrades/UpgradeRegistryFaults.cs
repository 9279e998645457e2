using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Shipkeeper.Docker.Tests.Docker;
using Shipkeeper.Scenarios.Language;
using Shipkeeper.Tests;

namespace Shipkeeper.Scenarios.Upgrades;

/// <summary>The image of the new release comes from a registry that is not what it should be. Whatever that does, nothing that runs is touched.</summary>
public sealed class UpgradeRegistryFaults
{
    private const string Tag = "/v2/api/manifests/1";

    [Fact]
    public async Task An_image_that_is_there_is_fetched_and_run_and_a_tag_that_moves_meanwhile_changes_nothing()
    {
        await using var versions = await TwoVersions.StartAsync();
        using var registry = await OfTwoAsync(versions);
        var other = LyingRegistry.Answer("200 OK", "{}"u8, $"Content-Type: {LyingRegistry.ManifestType}\r\nDocker-Content-Digest: {LyingRegistry.DigestOf([1])}\r\n");
        registry.Answered = path => registry.Answers[Tag] = path == Tag || path.EndsWith(registry.Digest, StringComparison.Ordinal) ? other : registry.Answers[Tag];
        versions.WriteTwoBut($"image: {versions.Platform.Name}:two", $"image: {registry.Image}");

        (await versions.Platform.RunAsync("upgrade")).Exits(0).Says("pull the images of web");

        Assert.Equal(other, registry.Answers[Tag]);
        Assert.Equal("two", await versions.IsWholeAsync());
        Assert.Contains(registry.Digest, versions.Platform.Read(".shipkeeper/releases/0002/pins.yaml"), StringComparison.Ordinal);
        await versions.ReturnAsync();
        await ForgetAsync(versions, registry);
    }

    [Theory]
    [InlineData("404 Not Found", "MANIFEST_UNKNOWN", "registry.not-found")]
    [InlineData("401 Unauthorized", "UNAUTHORIZED", "registry.login")]
    [InlineData("403 Forbidden", "DENIED", "registry.login")]
    [InlineData("429 Too Many Requests", "TOOMANYREQUESTS", "registry.rate-limited")]
    [InlineData("500 Internal Server Error", "UNKNOWN", "registry.failed")]
    public async Task A_tag_that_is_refused_refuses_the_upgrade(string status, string code, string cause)
    {
        await using var versions = await TwoVersions.StartAsync();
        using var registry = new LyingRegistry { Always = LyingRegistry.Json(status, $$"""{"errors":[{"code":"{{code}}","message":"no"}]}""", "Www-Authenticate: Basic realm=\"test\"\r\n") };
        var before = await versions.Platform.Engine.ContainersAsync();
        versions.WriteTwoBut($"image: {versions.Platform.Name}:two", $"image: {registry.Image}");

        (await versions.Platform.RunAsync("upgrade")).Fails(3, "upgrade.images-missing").Says(registry.Image, cause);

        Assert.Equal(before, await versions.Platform.Engine.ContainersAsync());
        versions.Write("one");
        await versions.StoodOnOneAndGoesToTwoAsync();
    }

    /// <summary>Between the plan and the pull. The files had not been taken yet, so they stay as their author left them.</summary>
    [Theory]
    [InlineData("digest", "registry.not-found")]
    [InlineData("layer", "registry.not-found")]
    [InlineData("wrong layer", "registry.bad-answer")]
    [InlineData("everything", "registry.failed")]
    public async Task What_goes_after_it_was_planned_ends_the_upgrade_before_anything_is_stopped(string what, string cause)
    {
        await using var versions = await TwoVersions.StartAsync();
        using var registry = await OfTwoAsync(versions);
        var good = registry.Answers.ToList();
        registry.Answered = path => Spoil(registry, what, path);
        var before = await versions.Platform.Engine.ContainersAsync();
        versions.WriteTwoBut($"image: {versions.Platform.Name}:two", $"image: {registry.Image}");

        (await versions.Platform.RunAsync("upgrade")).Fails(4, "operation.rolled-back").Says(cause);

        Assert.Equal(before, await versions.Platform.Engine.ContainersAsync());
        Assert.Contains(registry.Image, versions.Platform.Read("compose.yaml"), StringComparison.Ordinal);
        (await versions.Platform.RunAsync("status")).Exits(0).Says("release 1", "compose.yaml has changed");

        (registry.Answered, registry.Always) = (null, null);
        good.ForEach(answer => registry.Answers[answer.Key] = answer.Value);
        (await versions.Platform.RunAsync("upgrade --retry")).Exits(0);
        Assert.Equal("two", await versions.IsWholeAsync());
        await ForgetAsync(versions, registry);
    }

    [Fact]
    public async Task A_signal_during_a_pull_that_does_not_end_ends_it()
    {
        await using var versions = await TwoVersions.StartAsync();
        using var registry = await OfTwoAsync(versions);
        registry.Answers[registry.LayerPath] = null;
        var before = await versions.Platform.Engine.ContainersAsync();
        versions.WriteTwoBut($"image: {versions.Platform.Name}:two", $"image: {registry.Image}");
        var upgrade = await versions.RunUntilAsync("pull-exact");
        await Task.Delay(TimeSpan.FromSeconds(1));

        (await upgrade.SignalAndAwaitAsync(PosixSignal.SIGTERM)).Fails(130, "operation.stopped");

        Assert.Equal(before, await versions.Platform.Engine.ContainersAsync());
        (await versions.Platform.RunAsync("start --as-released")).Exits(0);
        Assert.Equal("one", await versions.IsWholeAsync());
    }

    /// <summary>The files are those of the plan or the upgrade does not happen.</summary>
    [Fact]
    public async Task An_edit_during_the_pull_is_not_taken_for_what_was_planned()
    {
        await using var versions = await TwoVersions.StartAsync();
        using var registry = await OfTwoAsync(versions);
        registry.Answered = path =>
        {
            if (path.EndsWith(registry.Digest, StringComparison.Ordinal) && versions.Platform.Journals.Newest is { Lines.Count: > 0 } now && now.Begun.Contains("pull-exact"))
            {
                versions.Platform.Write("pages/index.html", "mine");
            }
        };
        var before = await versions.Platform.Engine.ContainersAsync();
        versions.WriteTwoBut($"image: {versions.Platform.Name}:two", $"image: {registry.Image}");

        (await versions.Platform.RunAsync("upgrade")).Fails(4, "operation.rolled-back").Says("definition.changed-meanwhile", "pages/index.html");

        Assert.Equal("mine\n", await File.ReadAllTextAsync(Path.Combine(versions.Platform.Journals.Newest.Folder, "attempted/pages/index.html"), TestContext.Current.CancellationToken));
        Assert.Equal(before, await versions.Platform.Engine.ContainersAsync());
        Assert.Equal("one", await versions.IsWholeAsync());
        await ForgetAsync(versions, registry);
    }

    /// <summary>Has the image of the second version, with a layer that the engine does not have; and the engine has no other of that name any more.</summary>
    private static async Task<LyingRegistry> OfTwoAsync(TwoVersions versions)
    {
        using var saved = new TemporaryFolder();
        var image = $"{versions.Platform.Name}:two";
        (await Program.RunAsync("bash", "-c", $"docker save {image} | tar x -C {saved.Path} && docker image rm {image}")).Exits(0);
        using var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(saved.Path, "manifest.json")));
        var (layer, config) = (PathOf(Assert.Single(manifest.RootElement[0].GetProperty("Layers").EnumerateArray())), PathOf(manifest.RootElement[0].GetProperty("Config")));
        var before = LyingRegistry.DigestOf(await File.ReadAllBytesAsync(layer));
        saved.Write("more", versions.Platform.Name);
        (await Program.RunAsync("tar", "--append", "--file", layer, "--directory", saved.Path, "more")).Exits(0);
        var content = await File.ReadAllBytesAsync(layer);
        var text = await File.ReadAllTextAsync(config);
        Assert.Contains(before, text, StringComparison.Ordinal);
        return new(content, Encoding.UTF8.GetBytes(text.Replace(before, LyingRegistry.DigestOf(content), StringComparison.Ordinal)));

        string PathOf(JsonElement path) => Path.Combine(saved.Path, path.GetString()!);
    }

    /// <summary>From the moment on that the plan has its digest.</summary>
    private static void Spoil(LyingRegistry registry, string what, string answered)
    {
        if (!answered.EndsWith(registry.Digest, StringComparison.Ordinal))
        {
            return;
        }

        switch (what)
        {
            case "digest":
                registry.Answers.Remove(answered);
                break;
            case "layer":
                registry.Answers.Remove(registry.LayerPath);
                break;
            case "wrong layer":
                registry.Answers[registry.LayerPath] = LyingRegistry.Answer("200 OK", new byte[registry.Layer.Length]);
                break;
            default:
                registry.Always = LyingRegistry.Answer("500 Internal Server Error", "oops"u8);
                break;
        }
    }

    /// <summary>An image that was pulled by its digest keeps it as a name.</summary>
    private static async Task ForgetAsync(TwoVersions versions, LyingRegistry registry)
    {
        await versions.Platform.Engine.RemoveEverythingAsync();
        (await Program.RunAsync("docker", "image", "rm", "--force", $"{registry.Host}/api@{registry.Digest}")).Exits(0);
    }
}
