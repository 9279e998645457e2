using Shipkeeper.Model;
using Shipkeeper.Moves;
using static Shipkeeper.Tests.Moves.MoveSamples;

namespace Shipkeeper.Tests.Moves;

public sealed class ReleaseComparisonTests
{
    [Fact]
    public void Releases_of_the_same_content_have_no_changes() => Assert.Empty(Causes(After(release => release)));

    [Fact]
    public void Another_tag_is_an_image_only_change()
    {
        var to = After(release => release.With("api", api => api with { Pin = Pin("shop/api:2") }));

        Assert.Equal(["api changed image-only: image shop/api:1 → shop/api:2"], Causes(to));
    }

    [Fact]
    public void A_tag_that_names_another_image_by_now_is_told_by_its_hash()
    {
        var to = After(release => release.With("api", api => api with { Pin = api.Pin with { ImageId = "sha256:0123456789abcdef" } }));

        Assert.Equal(["api changed image-only: image shop/api:1 is another one now (1 → 0123456789ab)"], Causes(to).Select(cause => cause.Replace("unknown", "1", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_image_that_is_known_by_its_digest_alone_is_the_same_as_the_one_that_has_it()
    {
        var pulled = new Pin("shop/api:1", "shop/api@sha256:1", "sha256:aa");

        Assert.True(pulled.IsSameImage(pulled with { ImageId = "" }));
        Assert.False(pulled.IsSameImage(pulled with { ImageId = "", RepoDigest = "shop/api@sha256:2" }));
        Assert.False(new Pin("a", null, "").IsSameImage(new Pin("a", null, "")));
    }

    [Fact]
    public void Parts_of_a_service_are_told_by_name_and_never_by_value()
    {
        var to = After(release => release.With("api", api => api with
        {
            Aspects = new Dictionary<string, string> { ["command"] = "other", ["ports"] = "k2", ["environment.LEVEL"] = "other", ["environment.NEW"] = "x", ["healthcheck"] = "y" },
        }));

        Assert.Equal(
            [
                "api changed structural: environment: LEVEL changed, NEW added, OLD removed", "api changed structural: command changed",
                "api changed structural: healthcheck added",
            ],
            Causes(to));
    }

    [Fact]
    public void A_file_that_is_mounted_concerns_the_services_that_see_it()
    {
        var to = After(release => release.WithFile("pages/index.html", "other").WithFile("pages/new.html", "new"));

        Assert.Equal(["web changed structural: pages/index.html changed", "web changed structural: pages/new.html added"], Causes(to));
        Assert.True(ReleaseComparison.Of(Before, to).Single(change => change.Service == "web").OnlyRestarts);
    }

    [Fact]
    public void A_service_under_another_name_is_told_as_such_from_both_sides()
    {
        var to = After(release => release.Without("web").Adding("front", Service(Layer.Application, "shop/web:1", "api")));

        Assert.Equal(["front added structural: renamed from 'web'", "web removed structural: renamed to 'front'"], Causes(to));
    }

    [Fact]
    public void Services_that_come_and_go_are_structural_changes()
    {
        var to = After(release => release.Without("web").Adding("mail", Service(Layer.Application, "shop/mail:1")));

        Assert.Equal(["mail added structural: new service", "web removed structural: no longer a service"], Causes(to));
    }

    [Fact]
    public void Data_of_a_volume_that_nobody_uses_any_more_is_left_behind()
    {
        var to = After(release => release with { Volumes = new Dictionary<string, string> { ["data"] = "other_data" } });

        Assert.Equal(["shop_data"], ReleaseComparison.OfLostVolumes(Before, to));
    }

    [Theory]
    [InlineData(0, "scale 1 → 0")]
    [InlineData(3, "scale 1 → 3")]
    public void Another_number_of_containers_is_a_structural_change(int replicas, string cause) =>
        Assert.Equal([$"api changed structural: {cause}"], Causes(After(release => release.With("api", api => api with { Replicas = replicas }))));

    [Fact]
    public void Who_shares_a_part_of_a_container_is_made_anew_with_it()
    {
        var from = Before.With("web", web => web with { Shares = Sharing("api", "network", "pid") });
        var to = from.With("api", api => api with { Pin = Pin("shop/api:2") });

        Assert.Equal(
            ["api changed image-only: image shop/api:1 → shop/api:2", "web changed image-only: made anew with 'api', whose network and pid it shares"],
            Causes(to, from));
    }

    [Fact]
    public void Who_restarts_with_a_service_is_started_again_with_it()
    {
        var from = Before.With("api", api => api with { RestartsWith = ["postgres"] }).With("web", web => web with { Shares = Sharing("api", "network") });
        var to = from.With("postgres", postgres => postgres with { Pin = Pin("postgres:17") });

        Assert.Equal(
            [
                "postgres changed image-only: image postgres:16 → postgres:17", "api changed image-only: started again with 'postgres'",
                "web changed image-only: started again with 'api'",
            ],
            Causes(to, from));
        Assert.All(ReleaseComparison.Of(from, to).Skip(1), change => Assert.True(change.OnlyRestarts));
    }

    [Fact]
    public void Who_shares_volumes_of_a_container_that_is_only_started_again_is_left_alone()
    {
        var from = Before.With("web", web => web with { Shares = Sharing("api", "volumes") }).With("api", api => api with { BindSources = ["pages"] })
            .With("web", web => web with { BindSources = [] });
        var to = from.WithFile("pages/index.html", "other");

        Assert.Equal(["api changed structural: pages/index.html changed"], Causes(to, from));
    }

    private static Dictionary<string, IReadOnlyList<string>> Sharing(string service, params string[] parts) => new() { [service] = parts };

    private static IEnumerable<string> Causes(Release to, Release? before = null) =>
        from change in ReleaseComparison.Of(before ?? Before, to)
        from cause in change.Changes
        select $"{change.Service} {change.Fate.ToString().ToLowerInvariant()} {(cause.Class is ChangeClass.ImageOnly ? "image-only" : "structural")}: {cause.Cause}";
}
