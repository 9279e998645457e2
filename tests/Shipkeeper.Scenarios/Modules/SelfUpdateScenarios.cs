using System.Text;
using Shipkeeper.Scenarios.Crashes;
using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Modules;

/// <summary>A repository that offers its hosts another Shipkeeper.</summary>
public sealed class SelfUpdateScenarios
{
    [Fact]
    public async Task A_newer_version_takes_the_place_of_the_one_that_runs_and_goes_on()
    {
        await using var host = await PrepareAsync();
        await host.OfferAsync(OtherVersion.New, OtherVersion.Read());

        (await host.RunAsync("modules check --exit-code")).Exits(10).Says($"{OtherVersion.Old} is used, and {OtherVersion.New} is offered");
        (await host.RunAsync("modules run")).Exits(0).Says($"goes on as {OtherVersion.New}", "no module failed");

        Assert.Equal(OtherVersion.New, await VersionOfAsync(host));
        (await host.RunAsync("modules run")).Exits(0).NeverSays("goes on as");
        Assert.Contains("\"a\": \"1.0.0\"", host.Read("index.json"));
        host.Journals.AreChained();
    }

    [Fact]
    public async Task An_older_version_is_not_taken()
    {
        await using var host = await PrepareAsync();
        await host.OfferAsync("0.0.1", "#!/bin/sh\nexit 1\n"u8.ToArray());

        (await host.RunAsync("modules run")).Exits(0).NeverSays("0.0.1");

        Assert.Equal(OtherVersion.Old, await VersionOfAsync(host));
    }

    [Theory]
    [InlineData("#!/bin/sh\necho no memory >&2; exit 3\n", "it ended with exit code 3 instead of reporting")]
    [InlineData("#!/bin/sh\necho '{}'\n", "it does not report that version of itself")]
    [InlineData("#!/bin/sh\necho '{\"version\":\"9.0.1\",\"modules\":1}'\n", "it does not report that version of itself")]
    [InlineData("no program", "could not be started")]
    public async Task A_version_that_does_not_report_well_is_not_used_and_not_tried_again(string program, string reason)
    {
        await using var host = await PrepareAsync();
        await host.OfferAsync("9.0.0", Encoding.UTF8.GetBytes(program));

        (await host.RunAsync("modules run")).Fails(1, "modules.bad-orchestrator").Says(reason, "run of module a");
        Assert.Equal(OtherVersion.Old, await VersionOfAsync(host));
        Assert.False(host.Has("versions/9.0.0"));

        (await host.RunAsync("modules run")).Exits(0).Says("Shipkeeper 9.0.0 failed before", reason);
        (await host.RunAsync("modules run --retry")).Fails(1, "modules.bad-orchestrator");

        await host.OfferAsync(OtherVersion.New, OtherVersion.Read());
        (await host.RunAsync("modules run")).Exits(0).Says($"goes on as {OtherVersion.New}");
    }

    [Fact]
    public async Task A_file_that_is_not_the_one_that_was_meant_is_never_started()
    {
        await using var host = await PrepareAsync();
        await host.OfferAsync("9.0.0", Encoding.UTF8.GetBytes($"#!/bin/sh\ntouch {host.Tree}/started\n"), new string('0', 64));

        (await host.RunAsync("modules run")).Fails(1, "modules.bad-orchestrator").Says("does not have the SHA-256 sum");

        Assert.False(host.Has("started"));
    }

    [Theory]
    [InlineData("""{"orchestrator":{"version":"../../9.0.0","sha256":"0","file":"shipkeeper"}}""", "'../../9.0.0' is no semantic version")]
    [InlineData("""{"orchestrator":{"version":"9.0.0","sha256":"0","file":"shipkeeper"}}""", "'sha256' is no SHA-256 sum")]
    [InlineData("""{"orchestrator":"9.0.0"}""", "is no object")]
    [InlineData("""{"orchestrator":{"version":"9.0.0","sha256":"0000000000000000000000000000000000000000000000000000000000000000","file":"../../bin/sh"}}""", "'../../bin/sh' is no path in the repository")]
    [InlineData("not json", "cannot be read")]
    public async Task An_offer_that_cannot_be_understood_is_told_and_modules_run(string index, string reason)
    {
        await using var host = await PrepareAsync();
        host.Write("index.json", index);
        await host.CommitAsync();

        (await host.RunAsync("modules run")).Exits(1).Says(reason, "run of module a");

        Assert.Equal(OtherVersion.Old, await VersionOfAsync(host));
    }

    internal static async Task<ModuleHost> PrepareAsync()
    {
        var host = await ModuleHost.CreateAsync();
        host.WriteModule("a", "1.0.0", "return True");
        await host.CommitAsync();
        (await host.RunAsync("modules run")).Exits(0);
        await host.InstallAsync();
        return host;
    }

    internal static async Task<string> VersionOfAsync(ModuleHost host) => (await Program.Start([host.Binary, "--version"]).EndAsync()).Exits(0).Output.Trim();
}

[Trait("Needs", "strace")]
public abstract class SelfUpdateCrashScenarios
{
    private protected static Task WalkAsync(string call) => CrashWalk.WalkAsync(call, last: 40, every: 4, PrepareAsync, "modules run", EndsWellAsync);

    private static async Task<ModuleHost> PrepareAsync()
    {
        var host = await SelfUpdateScenarios.PrepareAsync();
        await host.OfferAsync(OtherVersion.New, OtherVersion.Read());
        return host;
    }

    private static async Task EndsWellAsync(ModuleHost host)
    {
        Assert.Contains(await SelfUpdateScenarios.VersionOfAsync(host), new[] { OtherVersion.Old, OtherVersion.New });

        (await host.RunAsync("modules run")).Exits(0).Says("no module failed");

        Assert.Equal(OtherVersion.New, await SelfUpdateScenarios.VersionOfAsync(host));
        host.Journals.AreChained();
    }
}

public sealed class SelfUpdateKilledBeforeALine : SelfUpdateCrashScenarios
{
    [Fact]
    public Task A_run_that_was_killed_before_a_journal_line_leaves_a_version_that_works() => WalkAsync(CrashWalk.BeforeTheLine);
}

public sealed class SelfUpdateKilledAfterALine : SelfUpdateCrashScenarios
{
    [Fact]
    public Task A_run_that_was_killed_after_a_journal_line_leaves_a_version_that_works() => WalkAsync(CrashWalk.AfterTheLine);
}

public sealed class SelfUpdateKilledAtARename : SelfUpdateCrashScenarios
{
    [Fact]
    public Task A_run_that_was_killed_at_a_rename_leaves_a_version_that_works() => WalkAsync("rename");
}
