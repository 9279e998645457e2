namespace Shipkeeper.Tests.Modules;

[Trait("Needs", "python")]
public sealed class ModuleSignatureTests
{
    [Fact]
    public async Task A_commit_that_somebody_of_the_file_has_signed_is_taken()
    {
        using var host = await CreateAsync();
        await SignAsync(host, "friend");

        await host.RunWellAsync("--signers", host.PathOf("signers"));

        Assert.True(host.IsInstalled("a"));

        // From now on without being told.
        await host.CommitAsync();
        Assert.Equal(3, (await host.RunAsync()).ExitCode);
    }

    [Fact]
    public async Task A_commit_without_a_signature_is_refused()
    {
        using var host = await CreateAsync();
        await host.CommitAsync();

        await RefusesAsync(host, "it is not signed");
    }

    [Fact]
    public async Task A_commit_that_somebody_else_has_signed_is_refused()
    {
        using var host = await CreateAsync();
        await SignAsync(host, "stranger");

        await RefusesAsync(host, "No principal matched");
    }

    [Fact]
    public async Task A_file_of_signers_that_is_not_there_allows_nobody()
    {
        using var host = await CreateAsync();
        await SignAsync(host, "friend");
        File.Delete(host.PathOf("signers"));

        await RefusesAsync(host, "is not there");
    }

    [Fact]
    public async Task The_index_of_the_tree_can_name_the_file()
    {
        using var host = await CreateAsync();
        await host.CommitAsync();
        host.WriteBeside("tree/index.json", """{"metadata":{"allowed_signers":"../signers"}}""");

        var run = await host.RunAsync();

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("modules.not-signed", run.Error);
    }

    [Fact]
    public async Task The_branch_of_a_module_of_its_own_needs_a_signature_too()
    {
        using var host = await CreateAsync();
        await SignAsync(host, "friend");
        await host.RunWellAsync("--signers", host.PathOf("signers"));
        await host.ModulesAsync("branch", "a", "other");
        await host.GitAsync("checkout", "--quiet", "-b", "other");
        await host.CommitAsync();

        await RefusesAsync(host, "it is not signed", isInstalled: true);
    }

    /// <summary>With a module that is not committed yet, two keys, and a file that names the first.</summary>
    private static async Task<ModuleHost> CreateAsync()
    {
        var host = await ModuleHost.CreateAsync();
        host.WriteGood("a", "1.0.0");
        foreach (var name in new[] { "friend", "stranger" })
        {
            await host.ToolAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", host.PathOf(name));
        }

        host.WriteBeside("signers", $"friend@example.org {File.ReadAllText(host.PathOf("friend.pub"))}");
        return host;
    }

    private static async Task SignAsync(ModuleHost host, string key)
    {
        await host.GitAsync("add", "--all");
        await host.GitAsync("-c", "gpg.format=ssh", "-c", $"user.signingkey={host.PathOf(key)}", "commit", "--quiet", "--gpg-sign", "--message", "signed");
    }

    private static async Task RefusesAsync(ModuleHost host, string reason, bool isInstalled = false)
    {
        var run = await host.RunAsync("--signers", host.PathOf("signers"));

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("modules.not-signed", run.Error);
        Assert.Contains(reason, run.Error);
        Assert.Equal(isInstalled, host.IsInstalled("a"));
    }
}
