using Shipkeeper.Scenarios.Language;
using Shipkeeper.Tests;

namespace Shipkeeper.Scenarios.Upgrades;

/// <summary>Definition files that only this host has, while the others come from elsewhere.</summary>
public sealed class HostFileScenarios : IDisposable
{
    private readonly TemporaryFolder _origin = new();

    public void Dispose() => _origin.Dispose();

    [Fact]
    public async Task An_env_file_and_an_override_stay_and_their_edits_count()
    {
        await using var versions = await TwoVersions.StartAsync(more: $"upgrade: {{bake: 0s}}\nsource: {{git: {_origin.Path}, branch: main}}");
        var platform = versions.Platform;
        versions.Write("one", web: "env_file: [mail.env]");
        platform.Write("mail.env", "MAIL=first");
        (await platform.RunAsync("upgrade --to files")).Exits(0).Says("files: compose.yaml changed", "files: mail.env added");
        versions.Write("two", web: "env_file: [mail.env]");
        await CommitAsync(platform);
        versions.Write("one", web: "env_file: [mail.env]");

        (await platform.RunAsync("upgrade")).Exits(0).Says("release 3 is up");
        Assert.Equal("two", await versions.IsWholeAsync());
        Assert.Equal("first", await MailAsync(platform));

        platform.Write("mail.env", "MAIL=second");
        platform.Write("compose.override.yaml", "services: {web: {environment: {MORE: host}}}");
        (await platform.RunAsync("upgrade")).Exits(0).Says("files: compose.override.yaml added", "files: mail.env changed");
        Assert.Equal("second", await MailAsync(platform));
        Assert.Equal("host", await platform.Engine.ExecAsync("web", "sh", "-c", "echo $MORE"));
        (await platform.RunAsync("upgrade")).Exits(0).Says("nothing to do");

        (await platform.RunAsync("rollback")).Exits(0);
        Assert.Equal("MAIL=first", platform.Read("mail.env").Trim());
        Assert.False(File.Exists(platform.PathOf("compose.override.yaml")));
        Assert.Equal("two", await versions.IsWholeAsync());
    }

    [Fact]
    public async Task What_git_does_not_follow_stays_in_a_checkout_also_the_platform_file_itself()
    {
        await using var versions = await TwoVersions.StartAsync();
        var platform = versions.Platform;
        versions.Write("two");
        platform.Write("pages/old.html", "of the first commits");
        await CommitAsync(platform, except: "shipkeeper.yaml");
        (await platform.ShellAsync($"git clone --quiet {_origin.Path} checkout && mv checkout/.git . && rm -r checkout")).Exits(0);
        platform.Write("pages/local.html", "of this host");
        (await platform.RunAsync("upgrade")).Exits(0).Says("release 2 is up");
        (await platform.ShellAsync($"cd {_origin.Path} && git rm --quiet pages/old.html && echo new >pages/new.html && git add . && {Commit}")).Exits(0);

        (await platform.RunAsync("plan --to git:main")).Exits(0).Says("files: pages/new.html added", "files: pages/old.html removed");
        (await platform.RunAsync("upgrade --to git:main")).Exits(0).Says("release 3 is up");

        Assert.Equal(["index.html", "local.html", "new.html"], Directory.GetFiles(platform.PathOf("pages")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("of this host", platform.Read("pages/local.html").Trim());
        Assert.Equal("two", await versions.IsWholeAsync());
    }

    [Fact]
    public async Task A_file_that_its_source_brings_takes_the_place_of_no_edited_one()
    {
        await using var versions = await TwoVersions.StartAsync(more: $"upgrade: {{bake: 0s}}\nsource: {{git: {_origin.Path}, branch: main}}");
        var platform = versions.Platform;
        platform.Write("compose.override.yaml", "services: {web: {environment: {MORE: source}}}");
        versions.Write("two");
        await CommitAsync(platform);
        versions.Write("one");
        platform.Write("compose.override.yaml", "services: {web: {environment: {MORE: host}}}");

        (await platform.RunAsync("upgrade")).Fails(3, "upgrade.edited").Says("compose.override.yaml");
        File.Delete(platform.PathOf("compose.override.yaml"));
        (await platform.RunAsync("upgrade")).Exits(0).Says("compose.override.yaml added");
        Assert.Equal("source", await platform.Engine.ExecAsync("web", "sh", "-c", "echo $MORE"));
    }

    [Fact]
    public async Task A_link_that_its_source_brings_reaches_nothing_of_the_host()
    {
        await using var versions = await TwoVersions.StartAsync(more: $"upgrade: {{bake: 0s}}\nsource: {{git: {_origin.Path}, branch: main}}");
        var platform = versions.Platform;
        platform.Write("data.txt", "DATA=nobody's");
        versions.Write("two", web: "env_file: [mail.env]");
        await CommitAsync(platform);
        (await platform.ShellAsync($"cd {_origin.Path} && ln -s {platform.PathOf("data.txt")} mail.env && git add . && {Commit}")).Exits(0);
        versions.Write("one");

        (await platform.RunAsync("upgrade")).Fails(2, "file.outside");
        Assert.Equal("one", await versions.IsWholeAsync());
    }

    private static Task<string> MailAsync(ScenarioPlatform platform) => platform.Engine.ExecAsync("web", "sh", "-c", "echo $MAIL");

    private const string Commit = "git -c user.name=author -c user.email=author@example.org commit --quiet --message more";

    /// <summary>The files as they are, as the only commit of the source: never the env file.</summary>
    private async Task CommitAsync(ScenarioPlatform platform, string except = "mail.env") => (await platform.ShellAsync(
        $"""
        set -e
        git init --quiet --initial-branch main {_origin.Path}
        cp -r *.yaml pages {_origin.Path}
        cd {_origin.Path}
        rm -f {except}
        git add --all
        {Commit}
        """)).Exits(0);
}
