using Shipkeeper.Tests.Docker;

namespace Shipkeeper.Tests.Features.Versions;

/// <summary>The command against an engine that lists one container, <c>api:1</c>.</summary>
public sealed class VersionsCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly EnginePlatform _platform = new();

    public VersionsCommandTests() => _folder.Write("shipkeeper.yaml", $"platform: {EnginePlatform.Project}");

    public void Dispose()
    {
        _platform.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("1.x", false, 0)]
    [InlineData("1.x", true, 0)]
    [InlineData("2.x", false, 0)]
    [InlineData("2.x", true, 1)]
    public async Task The_check_fails_when_something_that_runs_is_outside(string allowed, bool check, int exitCode)
    {
        _folder.Write("versions.json", $$"""{"operator": "0.1.0", "compatible": {"api": ["{{allowed}}"]} }""");

        var run = await RunAsync(check ? ["versions", "--check"] : ["versions"]);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains("api      1", run.Output, StringComparison.Ordinal);
        Assert.Equal(exitCode == 1, run.Error.Contains("versions.outside", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_asks_no_registry_unless_told_to()
    {
        await RunAsync("versions");

        Assert.DoesNotContain(_platform.Fake.Requests, request => request.Contains("/distribution/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData('1', "200 OK", "the same")]
    [InlineData('2', "200 OK", "another: sha256:222222222222")]
    [InlineData('2', "429 Too Many Requests", "not known")]
    public async Task Told_to_it_asks_and_pulls_nothing(char digit, string status, string available)
    {
        _platform.Fake.Answers["/images/api%3A1/json"] = FakeEngine.Json($$"""{"Id": "sha256:1", "RepoDigests": ["api@sha256:{{Samples.Digest('1')}}"]}""");
        _platform.Fake.Answers["/distribution/api%3A1/json"] = FakeEngine.Json(
            $$$"""{"Descriptor": {"digest": "sha256:{{{Samples.Digest(digit)}}}"}, "message": "toomanyrequests"}""", status);

        var run = await RunAsync("versions", "--available", "--check");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(available, run.Output, StringComparison.Ordinal);
        Assert.Equal(status != "200 OK", run.Output.Contains("registry.rate-limited", StringComparison.Ordinal));
        Assert.DoesNotContain(_platform.Fake.Requests, request => request.Contains("/images/create", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_manifest_the_check_passes()
    {
        var run = await RunAsync("versions", "--check");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("no manifest", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manifest_with_mistakes_is_refused_with_all_of_them()
    {
        _folder.Write("versions.json", """{"operator": 1, "compatible": {"api": [true]} }""");

        var run = await RunAsync("versions");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("versions.json:1:40: compatible.api[0]", run.Error, StringComparison.Ordinal);
    }

    private Task<CommandRun> RunAsync(params string[] arguments) =>
        CommandRun.OfAsync(["-C", _folder.Path, .. arguments], TestContext.Current.CancellationToken, _platform.Fake.Endpoint);
}
