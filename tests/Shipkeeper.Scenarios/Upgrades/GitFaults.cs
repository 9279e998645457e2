using System.Net;
using System.Net.Sockets;
using Shipkeeper.Scenarios.Language;
using Shipkeeper.Tests;

namespace Shipkeeper.Scenarios.Upgrades;

/// <summary>Repositories whose history, whose copy here, or whose content is not what one would wish.</summary>
public sealed class GitFaults : IDisposable
{
    private const string Copy = ".shipkeeper/source/repository.git";

    private readonly TemporaryFolder _repository = new();

    private string Origin => $"{_repository.Path}/origin";

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task A_history_that_was_rewritten_and_a_tag_that_was_moved_are_taken_as_they_are_now()
    {
        await using var versions = await StartAsync();
        await CommitAsync(versions, "two", "git tag chosen");
        (await versions.Platform.RunAsync("plan --to git:chosen")).Exits(0).Says("pages/index.html changed");

        await CommitAsync(versions, "one", "git reset --quiet --soft HEAD~1 && git commit --quiet --amend --allow-empty --message rewritten && git tag --force chosen");

        (await versions.Platform.RunAsync("plan --to git:chosen")).Exits(0).Says("nothing to do");
        (await versions.Platform.RunAsync("plan")).Exits(0).Says("nothing to do");
    }

    [Fact]
    public async Task A_branch_that_is_gone_is_named_and_nothing_changes()
    {
        await using var versions = await StartAsync();
        await CommitAsync(versions, "two", "git checkout --quiet -b other && git branch --quiet -D main");

        (await versions.Platform.RunAsync("upgrade")).Fails(3, "upgrade.source").Says("no branch, tag or commit 'main'");

        Assert.Equal("one", await versions.IsWholeAsync());
    }

    /// <summary>As a full disk, a crash of the host or a killed git leave it.</summary>
    [Theory]
    [InlineData("find objects -type f | while read -r file; do chmod u+w $file && : >$file; done")]
    [InlineData("rm -rf objects/??  objects/pack/*")]
    [InlineData("rm HEAD")]
    [InlineData("echo garbage >refs/heads/main")]
    [InlineData("for lock in HEAD packed-refs refs/heads/main; do : >$lock.lock; done")]
    public async Task A_copy_of_ours_that_is_damaged_is_fetched_anew(string damage)
    {
        await using var versions = await StartAsync();
        (await versions.Platform.RunAsync("plan")).Exits(0).Says("nothing to do");
        await CommitAsync(versions, "two");
        (await versions.Platform.ShellAsync($"rm -rf .shipkeeper/source/[0-9a-f]* && cd {Copy} && {damage}")).Exits(0);

        (await versions.Platform.RunAsync("upgrade")).Exits(0).Says("release 2 is up");

        Assert.Equal("two", await versions.IsWholeAsync());
    }

    [Fact]
    public async Task A_server_that_asks_for_a_login_gets_none_and_nobody_is_asked()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        _ = AnswerAsync(server, "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"git\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        await using var versions = await TwoVersions.StartAsync(more: $"upgrade: {{bake: 0s}}\nsource: {{git: \"http://127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}/shop.git\"}}");

        (await versions.Platform.RunAsync("upgrade")).Fails(1, "git.failed").Says("terminal prompts disabled");

        Assert.Equal("one", await versions.IsWholeAsync());
    }

    [Theory]
    [InlineData("ln -sf /etc/passwd compose.yaml")]
    [InlineData("ln -sf /etc/passwd shipkeeper.yaml")]
    [InlineData("ln -sf ../../../../../../../etc/passwd compose.yaml")]
    [InlineData("rm -rf pages && ln -s /etc pages")]
    [InlineData("rm -rf pages && ln -s ../../.. pages")]
    [InlineData("printf '[submodule \"more\"]\\n path = deploy/more\\n url = %s\\n' $PWD/.. >../.gitmodules && mkdir more && git update-index --add --cacheinfo 160000,$(git rev-parse HEAD),deploy/more")]
    public async Task Links_and_submodules_that_lead_elsewhere_are_refused_and_nothing_is_read_there(string hostile)
    {
        await using var versions = await StartAsync();
        await CommitAsync(versions, "two", $"cd deploy && {hostile} && git add --all .. && git commit --quiet --message hostile");
        var before = await versions.Platform.Engine.ContainersAsync();

        var refused = await versions.Platform.RunAsync("upgrade");

        Assert.True(refused.ExitCode is 1 or 2 or 3, $"{refused}");
        Assert.DoesNotContain("root:", refused.Everything, StringComparison.Ordinal);
        Assert.Equal(before, await versions.Platform.Engine.ContainersAsync());
        Assert.Equal("one", await versions.IsWholeAsync());
    }

    /// <summary>On its first version, whose files are in the repository too.</summary>
    private async Task<TwoVersions> StartAsync()
    {
        var versions = await TwoVersions.StartAsync(more: $"upgrade: {{bake: 0s}}\nsource: {{git: {Origin}, branch: main, directory: deploy}}");
        await CommitAsync(versions, "one");
        return versions;
    }

    /// <summary>The files of a version in the folder <c>deploy</c> of the repository; those on disk stay the first.</summary>
    /// <param name="afterwards">What else is done there.</param>
    private async Task CommitAsync(TwoVersions versions, string version, string afterwards = "true")
    {
        versions.Write(version);
        (await versions.Platform.ShellAsync(
            $"""
            set -e
            export GIT_AUTHOR_NAME=author GIT_AUTHOR_EMAIL=author@example.org GIT_COMMITTER_NAME=author GIT_COMMITTER_EMAIL=author@example.org
            [ -d {Origin} ] || git init --quiet --initial-branch main {Origin}
            rm -rf {Origin}/deploy && mkdir {Origin}/deploy
            cp -r shipkeeper.yaml compose.yaml pages {Origin}/deploy
            cd {Origin}
            git add --all
            git commit --quiet --message {version}
            {afterwards}
            """)).Exits(0);
        versions.Write("one");
    }

    private static async Task AnswerAsync(TcpListener server, string answer)
    {
        try
        {
            while (true)
            {
                using var client = await server.AcceptTcpClientAsync();
                _ = await client.GetStream().ReadAsync(new byte[4096]);
                await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer));
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException or IOException)
        {
            // The test is over.
        }
    }
}
