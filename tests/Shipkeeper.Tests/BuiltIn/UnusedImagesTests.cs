using Shipkeeper.BuiltIn;
using Shipkeeper.BuiltIn.Disk;
using Shipkeeper.Tests.Docker;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Tests.BuiltIn;

/// <summary>Which images go from the disk.</summary>
public sealed class UnusedImagesTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeEngine _fake = new();
    private readonly List<string> _log = [];
    private readonly List<string> _images = [];

    [Fact]
    public async Task An_old_image_that_came_from_a_registry_goes()
    {
        Has("sha256:old", tags: ["web:1"], digests: ["web@sha256:1"]);

        Assert.True(await RemoveAsync());
        Assert.Equal(["image web:1: removed, 3 MB"], _log);
        Assert.Contains(_fake.Requests, request => request.EndsWith("/images/web%3A1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_check_only_says_so()
    {
        Has("sha256:old", tags: ["web:1"], digests: ["web@sha256:1"]);

        Assert.True(await RemoveAsync(applies: false));
        Assert.Equal(["image web:1: goes, 3 MB"], _log);
        Assert.DoesNotContain(_fake.Requests, request => request.EndsWith("/images/web%3A1", StringComparison.Ordinal));
    }

    [Fact]
    public Task An_image_that_a_kept_release_holds_stays() => StaysAsync("sha256:held", ["web:1", "shipkeeper/shop/web:r3"], ["web@sha256:1"]);

    [Fact]
    public Task An_image_that_was_built_here_and_has_a_name_stays() => StaysAsync("sha256:built", ["mine:1"], []);

    [Fact]
    public Task An_image_of_a_container_stays() => StaysAsync("sha256:used", ["web:1"], ["web@sha256:1"]);

    [Fact]
    public Task An_image_that_was_pulled_lately_stays_however_old_it_is() => StaysAsync("sha256:new", ["web:1"], ["web@sha256:1"], lastTagged: "2026-10-31T00:00:00Z");

    [Fact]
    public async Task An_old_image_without_a_name_goes()
    {
        Has("sha256:nameless", tags: [], digests: []);

        Assert.True(await RemoveAsync());
    }

    [Fact]
    public async Task An_image_that_somebody_has_begun_to_use_stays()
    {
        Has("sha256:old", tags: ["web:1"], digests: ["web@sha256:1"]);
        _fake.Answers["/images/web%3A1"] = FakeEngine.Json("""{"message":"conflict: container is using it"}""", "409 Conflict");

        Assert.False(await RemoveAsync());
        Assert.Empty(_log);
    }

    public void Dispose() => _fake.Dispose();

    private async Task StaysAsync(string id, string[] tags, string[] digests, string lastTagged = "2026-01-01T00:00:00Z")
    {
        Has(id, tags, digests, lastTagged);

        Assert.False(await RemoveAsync());
        Assert.Empty(_log);
    }

    private void Has(string id, string[] tags, string[] digests, string lastTagged = "2026-01-01T00:00:00Z")
    {
        string List(string[] names) => string.Join(',', names.Select(name => $"\"{name}\""));
        _images.Add($$"""{"Id":"{{id}}","RepoTags":[{{List(tags)}}],"RepoDigests":[{{List(digests)}}],"Created":1,"Size":3145728}""");
        _fake.Answers[$"/images/{Uri.EscapeDataString(id)}/json"] = FakeEngine.Json($$$"""{"Id":"{{{id}}}","Created":"2020-01-01T00:00:00Z","Metadata":{"LastTagTime":"{{{lastTagged}}}"}}""");
        foreach (var name in tags.Append(id))
        {
            _fake.Answers[$"/images/{Uri.EscapeDataString(name)}"] = FakeEngine.Json("[]");
        }
    }

    private async Task<bool> RemoveAsync(bool applies = true)
    {
        _fake.Answers["/images/json"] = FakeEngine.Json($"[{string.Join(',', _images)}]");
        using var docker = new DockerEngine(_fake.Endpoint, TimeProvider.System);
        var user = new ContainerSummary("c", ["c"], "web:1", "sha256:used", new Dictionary<string, string>(), "exited", "", Now, new Dictionary<string, NetworkAddress>(), [], []);
        return await new UnusedImages(docker, new(applies, default, new(Path.GetTempPath()), _log.Add)).RemoveAsync([user], Now.AddDays(-30), TestContext.Current.CancellationToken);
    }
}
