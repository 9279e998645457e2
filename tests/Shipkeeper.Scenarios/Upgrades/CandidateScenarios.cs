using Shipkeeper.Scenarios.Language;
using Shipkeeper.Tests;

namespace Shipkeeper.Scenarios.Upgrades;

/// <summary>What a platform can be moved to, besides the files as they are on disk.</summary>
public sealed class CandidateScenarios : IDisposable
{
    private readonly TemporaryFolder _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task One_service_moves_alone_and_stays_there_until_the_files_name_another_image()
    {
        await using var versions = await TwoVersions.StartAsync();
        var platform = versions.Platform;

        (await platform.RunAsync($"upgrade --service web={platform.Name}:two")).Exits(0).Says("image-only", "release 2 is up");
        Assert.Equal("two", await LabelAsync(versions));
        (await platform.RunAsync("upgrade")).Exits(0).Says("nothing to do");

        (await platform.RunAsync("rollback web one")).Exits(0).Says("release 3 is up");
        Assert.Equal("one", await LabelAsync(versions));
        (await platform.RunAsync($"upgrade --service web={platform.Name}:two")).Fails(3, "upgrade.failed-before").Says("a rollback");

        versions.Write("two");
        (await platform.RunAsync($"upgrade --service web={platform.Name}:two --retry")).Fails(3, "upgrade.edited").Says("compose.yaml");
        (await platform.RunAsync("upgrade")).Exits(0).Says("release 4 is up");
        Assert.Equal("two", await versions.IsWholeAsync());
    }

    [Fact]
    public async Task Services_and_images_that_nobody_has_are_refused()
    {
        await using var versions = await TwoVersions.StartAsync();
        var platform = versions.Platform;

        (await platform.RunAsync("upgrade --service nobody=web:1")).Fails(2, "upgrade.no-such-service").Says("store, web");
        (await platform.RunAsync("upgrade --service web")).Fails(2, "usage");
        (await platform.RunAsync("upgrade --service web=web:1 --version 2")).Fails(2, "usage");
        (await platform.RunAsync("upgrade --service web=localhost:1/no/such:image")).Fails(3, "upgrade.images-missing");
        (await platform.RunAsync("upgrade --version 2")).Fails(2, "upgrade.version");
        (await platform.RunAsync("upgrade --to somewhere")).Fails(2, "usage");
        (await platform.RunAsync("rollback web")).Fails(2, "usage");
        (await platform.RunAsync("rollback web 9")).Fails(3, "upgrade.images-missing");
        (await platform.RunAsync("update nobody")).Fails(2, "upgrade.no-such-service");
        Assert.Equal("one", await versions.IsWholeAsync());
    }

    [Fact]
    public async Task A_version_is_set_in_the_settings_and_put_back_with_them()
    {
        await using var versions = await TwoVersions.StartAsync();
        var platform = versions.Platform;
        platform.Write("shipkeeper.yaml", platform.Read("shipkeeper.yaml") + "settings: {web_version: {default: one}}");
        platform.Write("compose.yaml", platform.Read("compose.yaml").Replace($"{platform.Name}:one", $"{platform.Name}:${{WEB_VERSION}}", StringComparison.Ordinal));
        (await platform.RunAsync("upgrade")).Exits(0).Says("settings: web_version: - → one");

        (await platform.RunAsync("upgrade --version two")).Exits(0).Says("web_version: one → two");
        Assert.Equal("two", await LabelAsync(versions));
        Assert.Contains("WEB_VERSION=two", platform.Read("settings.env"), StringComparison.Ordinal);

        (await platform.RunAsync("rollback")).Exits(0);
        Assert.Equal("one", await LabelAsync(versions));
        Assert.Contains("WEB_VERSION=one", platform.Read("settings.env"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_come_from_git_and_only_ours_is_touched_before_the_upgrade()
    {
        await using var versions = await TwoVersions.StartAsync(more: $"upgrade: {{bake: 0s}}\nsource: {{git: {_repository.Path}/origin, branch: main, directory: deploy}}");
        var platform = versions.Platform;
        await CommitAsync(platform, "one");
        versions.Write("two");
        await CommitAsync(platform, "two");
        versions.Write("one");

        (await platform.RunAsync("plan")).Exits(0).Says("pages/index.html changed", "put the files of release 2 into their places");
        (await platform.RunAsync("update")).Exits(0).Says("files: git main");
        Assert.Equal("one", await versions.IsWholeAsync());

        (await platform.RunAsync("upgrade --to git:no-such-branch")).Fails(3, "upgrade.source").Says("no-such-branch");
        (await platform.RunAsync("upgrade")).Exits(0).Says("release 2 is up");
        Assert.Equal("two", await versions.IsWholeAsync());
        (await platform.RunAsync("releases")).Says("git main");

        (await platform.RunAsync("rollback")).Exits(0);
        Assert.Equal("one", await versions.IsWholeAsync());
        (await platform.RunAsync("upgrade")).Fails(3, "upgrade.failed-before");

        platform.Write("pages/index.html", "mine");
        (await platform.RunAsync("upgrade --retry")).Fails(3, "upgrade.edited").Says("pages/index.html");
    }

    [Fact]
    public async Task Whether_a_file_may_be_run_is_a_part_of_the_release()
    {
        await using var versions = await TwoVersions.StartAsync();
        var platform = versions.Platform;
        platform.Write("hooks/after-upgrade", "#!/bin/sh\necho ran >ran\n");
        (await platform.RunAsync("plan")).Fails(3, "hook.not-runnable");
        File.SetUnixFileMode(platform.PathOf("hooks/after-upgrade"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        (await platform.RunAsync("upgrade")).Exits(0).Says("files: hooks/after-upgrade added");

        File.SetUnixFileMode(platform.PathOf("hooks/after-upgrade"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await platform.RunAsync("status")).Exits(0).Says("hooks/after-upgrade has another mode");
        (await platform.RunAsync("start --as-released")).Exits(0);

        Assert.True(File.GetUnixFileMode(platform.PathOf("hooks/after-upgrade")).HasFlag(UnixFileMode.UserExecute));
        Assert.DoesNotContain("drift", (await platform.RunAsync("status")).Exits(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_come_from_an_image_that_is_never_run()
    {
        await using var versions = await TwoVersions.StartAsync();
        var platform = versions.Platform;
        versions.Write("two");
        (await platform.ShellAsync($"printf 'FROM {Settings.Image}\nWORKDIR /platform\nCOPY shipkeeper.yaml compose.yaml ./\nCOPY pages pages\n' >Dockerfile && docker build --quiet --tag {platform.Name}:bundle . && rm Dockerfile")).Exits(0);
        versions.Write("one");

        (await platform.RunAsync($"plan --to bundle:{platform.Name}:bundle")).Exits(0).Says("pages/index.html changed");
        (await platform.RunAsync($"upgrade --to bundle:{platform.Name}:bundle")).Exits(0).Says("release 2 is up");
        Assert.Equal("two", await versions.IsWholeAsync());
        (await platform.RunAsync("rollback")).Exits(0);
        Assert.Equal("one", await versions.IsWholeAsync());

        (await platform.RunAsync("upgrade --to bundle:localhost:1/no/such:bundle")).Fails(3, "upgrade.images-missing");
        (await platform.RunAsync($"upgrade --to bundle:{platform.Name}:one")).Fails(3, "upgrade.source").Says("is no bundle of files");
    }

    [Fact]
    public async Task A_repository_that_cannot_be_reached_changes_nothing()
    {
        await using var versions = await TwoVersions.StartAsync(more: $"upgrade: {{bake: 0s}}\nsource: {{git: {_repository.Path}/nothing}}");

        (await versions.Platform.RunAsync("upgrade")).Fails(1, "git.failed");
        (await versions.Platform.RunAsync("upgrade --to files")).Exits(0).Says("nothing to do");
        Assert.Equal("one", await versions.IsWholeAsync());
    }

    [Fact]
    public async Task A_service_that_goes_is_asked_for()
    {
        await using var versions = await TwoVersions.StartAsync();
        versions.Write("one", more: "mail: {<<: *service}");
        (await versions.Platform.RunAsync("upgrade")).Exits(0);
        versions.Write("one");

        (await versions.Platform.RunAsync("upgrade")).Fails(2, "usage.no-terminal").Says("mail");
        Assert.Equal("running", await versions.Platform.Engine.StateOfAsync("mail"));
        (await versions.Platform.RunAsync("upgrade --yes")).Exits(0);
        Assert.Equal("one", await versions.IsWholeAsync());
    }

    [Fact]
    public async Task A_volume_that_nobody_would_use_any_more_is_asked_for()
    {
        await using var versions = await TwoVersions.StartAsync();
        var platform = versions.Platform;
        versions.Write("one", more: "box: {<<: *service, volumes: [\"data:/data\"]}");
        (await platform.RunAsync("upgrade")).Exits(0);
        await platform.Engine.ExecAsync("box", "touch", "/data/kept");
        platform.Write("compose.yaml", platform.Read("compose.yaml").Replace("data:/data", "renamed:/data", StringComparison.Ordinal).Replace("  data:", "  renamed:", StringComparison.Ordinal));

        (await platform.RunAsync("plan")).Exits(0).Says($"volume {platform.Name}_data is no longer used; its data stays in the engine");
        (await platform.RunAsync("upgrade")).Fails(2, "usage.no-terminal").Says($"the volume {platform.Name}_data with its data will not be used any more");
        await platform.Engine.ExecAsync("box", "ls", "/data/kept");
        (await platform.RunAsync("upgrade --yes")).Exits(0);
        (await platform.RunAsync("rollback")).Exits(0);

        await platform.Engine.ExecAsync("box", "ls", "/data/kept");
    }

    private static Task<string> LabelAsync(TwoVersions versions) => versions.Platform.Engine.InspectAsync("web", "{{index .Config.Labels \"version\"}}");

    /// <summary>The files of the platform, as they are, in the folder <c>deploy</c> of a repository.</summary>
    private async Task CommitAsync(ScenarioPlatform platform, string message) => (await platform.ShellAsync(
        $"""
        set -e
        origin={_repository.Path}/origin
        [ -d $origin ] || git init --quiet --initial-branch main $origin
        rm -rf $origin/deploy && mkdir $origin/deploy
        cp -r shipkeeper.yaml compose.yaml pages $origin/deploy
        git -C $origin add --all
        git -C $origin -c user.name=author -c user.email=author@example.org commit --quiet --message {message}
        """)).Exits(0);
}
