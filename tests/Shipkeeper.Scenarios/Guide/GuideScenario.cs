using System.Text.RegularExpressions;
using Shipkeeper.Scenarios.Language;
using Shipkeeper.Tests;

namespace Shipkeeper.Scenarios.Guide;

/// <summary>The guides are tests: what they say is run as it stands there, from top to bottom.</summary>
public sealed partial class GuideScenario
{
    [Theory]
    [InlineData("docs/guide.md")]
    [InlineData("docs/modules.md")]
    public async Task Everything_on_the_page_does_what_the_page_says(string page)
    {
        await using var platform = await GuidePlatform.CreateAsync(page);
        foreach (var block in GuidePage.Parse(LinesOf(page)))
        {
            await platform.Shell.RunAsync(block);
        }
    }

    [Fact]
    public async Task Every_error_code_on_the_page_is_one_of_the_program()
    {
        var codes = LinesOf("docs/guide.md").Select(line => CodeRow().Match(line)).Where(match => match.Success).Select(match => match.Groups["code"].Value).ToList();

        Assert.NotEmpty(codes);
        foreach (var code in codes)
        {
            (await Program.RunAsync(Settings.Binary, "explain", code)).Exits(0);
        }
    }

    [Theory]
    [InlineData("```", "shipkeeper status", "```")]
    [InlineData("```sh", "shipkeeper status", "```")]
    [InlineData("```console", "shipkeeper status", "```")]
    [InlineData("```console", "$ shipkeeper status")]
    [InlineData("  ```console", "  $ shipkeeper status", "  ```")]
    [InlineData("~~~console", "$ shipkeeper status", "~~~")]
    public void A_block_that_cannot_be_run_is_an_error(params string[] page) => Assert.Throws<FormatException>(() => GuidePage.Parse(page));

    private static string[] LinesOf(string page) => File.ReadAllLines(Path.Combine(Golden.RepositoryRoot, page));

    [GeneratedRegex(@"^\| `(?<code>[a-z-]+\.[a-z-]+)` \|")]
    private static partial Regex CodeRow();
}
