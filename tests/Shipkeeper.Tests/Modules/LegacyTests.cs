using System.Security.Cryptography;
using System.Text;

namespace Shipkeeper.Tests.Modules;

[Trait("Needs", "python")]
public sealed class LegacyTests
{
    private const string Shell = "echo from the shell >> \"$PWD/../../../../traces\"\n";
    private const string Python = "open('../../../../traces', 'a').write('from python\\n')\n";

    [Fact]
    public async Task The_children_of_the_entry_point_run_in_their_order()
    {
        using var host = await CreateAsync($$$"""{"entry_point":"all","modules":{"all":{"children":["b","a"]},"a":{"path":"a.sh","checksum":"sha256:{{{Sum(Shell)}}}"},"b":{"file":"b.py","sha256":"{{{Sum(Python)}}}"} } }""");

        await host.RunWellAsync("--legacy");

        Assert.Equal(["from python", "from the shell"], host.TakeTraces());
        Assert.Equal("PROGRAM  FILE\nb        b.py\na        a.sh\n", (await host.CheckAsync("--legacy")).Output);
    }

    [Fact]
    public async Task Its_repository_is_remembered()
    {
        using var host = await CreateAsync($$$"""{"entry_point":{"children":[{"name":"a","path":"a.sh","checksum":"{{{Sum(Shell)}}}"}]}}""");
        await host.RunWellAsync("--legacy");

        var again = await host.ModulesAsync("run", "--legacy", "--cache", host.Cache);

        Assert.Equal((0, ""), (again.ExitCode, again.Error));
        Assert.Equal(["from the shell", "from the shell"], host.TakeTraces());
    }

    [Fact]
    public async Task A_script_is_run_by_the_interpreter_that_its_first_line_names_and_need_not_be_executable()
    {
        const string script = "#!/usr/bin/env bash\nwords=(one two); echo ${words[1]} >> \"$PWD/../../../../traces\"\n";
        using var host = await CreateAsync($$$"""{"entry_point":{"children":[{"path":"c.sh","checksum":"sha256:{{{Sum(script).ToUpperInvariant()}}}"}]}}""", ("c.sh", script));

        await host.RunWellAsync("--legacy");

        Assert.Equal(["two"], host.TakeTraces());
    }

    [Fact]
    public async Task One_that_fails_stops_no_other()
    {
        const string fails = "exit 4\n";
        using var host = await CreateAsync($$$"""{"entry_point":{"children":[{"name":"bad","path":"bad.sh","checksum":"{{{Sum(fails)}}}"},{"name":"good","path":"a.sh","checksum":"{{{Sum(Shell)}}}"}]}}""", ("bad.sh", fails));

        var run = await host.RunAsync("--legacy");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("bad: it ended with exit code 4", run.Error);
        Assert.Equal(["from the shell"], host.TakeTraces());
    }

    [Fact]
    public async Task One_that_another_has_changed_is_not_run()
    {
        const string changes = "echo 'echo of another >> \"$PWD/../../../../traces\"' > a.sh\n";
        using var host = await CreateAsync($$$"""{"entry_point":{"children":[{"name":"first","path":"first.sh","checksum":"{{{Sum(changes)}}}"},{"name":"a","path":"a.sh","checksum":"{{{Sum(Shell)}}}"}]}}""", ("first.sh", changes));

        var run = await host.RunAsync("--legacy");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("a: a.sh is not the file any more whose checksum the manifest has, and was not run", run.Error);
        Assert.Empty(host.TakeTraces());
    }

    [Theory]
    [InlineData("""{"entry_point":{"children":[{"path":"a.sh","checksum":"0000000000000000000000000000000000000000000000000000000000000000"}]}}""", "'a.sh' does not have the checksum that it says")]
    [InlineData("""{"entry_point":{"children":[{"path":"../../etc/passwd","checksum":"0000000000000000000000000000000000000000000000000000000000000000"}]}}""", "there is no file '../../etc/passwd', or it is too large")]
    [InlineData("""{"entry_point":{"children":[{"path":"a.sh"}]}}""", "'child 1' has no checksum")]
    [InlineData("""{"entry_point":{"children":[{"path":"a.sh","checksum":"abc"}]}}""", "the checksum of 'child 1' is no SHA-256")]
    [InlineData("""{"entry_point":{"children":["nobody"]}}""", "nothing in it is called 'nobody'")]
    [InlineData("""{"entry_point":{}}""", "its entry point has no list of children")]
    [InlineData("{}", "'entry_point' is missing, or neither a name nor an object")]
    [InlineData("{", "")]
    public async Task A_manifest_that_is_not_right_is_refused_and_nothing_runs(string manifest, string reason)
    {
        using var host = await CreateAsync(manifest);

        var run = await host.RunAsync("--legacy");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains($"manifest.json of the repository cannot be used: {reason}", run.Error);
        Assert.Empty(host.TakeTraces());
    }

    private static async Task<ModuleHost> CreateAsync(string manifest, params (string Name, string Text)[] more)
    {
        var host = await ModuleHost.CreateAsync();
        foreach (var (name, text) in more.Concat([("manifest.json", manifest), ("a.sh", Shell), ("b.py", Python)]))
        {
            host.Write(name, text.TrimEnd('\n'));
        }

        await host.CommitAsync();
        return host;
    }

    private static string Sum(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
