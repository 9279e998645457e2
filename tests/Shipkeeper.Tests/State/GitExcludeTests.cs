using Shipkeeper.State;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tests.State;

/// <summary>With real git.</summary>
public sealed class GitExcludeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Outside_of_a_checkout_there_is_nothing_to_exclude() => Assert.Null(await FindAsync(_folder.Path));

    [Theory]
    [InlineData("", "/")]
    [InlineData("apps/sh[o]p", "/apps/sh\\[o\\]p/")]
    public async Task Secrets_and_state_are_kept_out_of_commits_wherever_the_platform_stands(string place, string prefix)
    {
        await GitAsync("init", "--quiet");
        var platform = Directory.CreateDirectory(Path.Combine(_folder.Path, place)).FullName;
        foreach (var file in new[] { ".env", "settings.env", ".shipkeeper/key", "compose.yaml" })
        {
            _folder.Write(Path.Combine(place, file), "a");
        }

        var exclude = await FindAsync(platform);
        Assert.Equal([$"{prefix}.env", $"{prefix}settings.env", $"{prefix}.shipkeeper/"], exclude!.Missing);
        exclude.Add();

        Assert.Empty((await FindAsync(platform))!.Missing);
        Assert.Equal($"?? {Path.Combine(place, "compose.yaml")}", (await GitAsync("-c", "core.quotePath=false", "status", "--porcelain", "--untracked-files=all")).Trim());
    }

    [Fact]
    public async Task What_a_person_excluded_stays()
    {
        await GitAsync("init", "--quiet");
        _folder.Write(".git/info/exclude", "*.log\n/.env");

        (await FindAsync(_folder.Path))!.Add();

        Assert.Equal("*.log\n/.env\n/settings.env\n/.shipkeeper/", _folder.Read(".git/info/exclude"));
    }

    [Fact]
    public async Task What_a_person_excluded_in_whatever_way_is_not_missing()
    {
        await GitAsync("init", "--quiet");
        _folder.Write(".gitignore", "*.env\n!/settings.env");
        _folder.Write("apps/.gitignore", ".shipkeeper");

        Assert.Equal(["/settings.env", "/.shipkeeper/"], (await FindAsync(_folder.Path))!.Missing);
        Assert.Empty((await FindAsync(Path.Combine(_folder.Path, "apps")))!.Missing);
    }

    private static async Task<GitExclude?> FindAsync(string directory)
    {
        using var session = Samples.Session(Samples.Platform("platform: shop", directory: directory));
        return await GitExclude.FindAsync(session, TestContext.Current.CancellationToken);
    }

    private async Task<string> GitAsync(params string[] arguments)
    {
        var answer = await ((IToolRunner)new ToolRunner(TimeProvider.System)).RunAsync(
            ToolCall.Of("git", arguments) with { WorkingDirectory = _folder.Path }, TestContext.Current.CancellationToken);
        Assert.True(answer.Ok, answer.ErrorOutput);
        return answer.Output;
    }
}
