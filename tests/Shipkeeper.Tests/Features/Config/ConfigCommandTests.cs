using Shipkeeper.Features.Config;
using Shipkeeper.Tests.Config;

namespace Shipkeeper.Tests.Features.Config;

/// <summary>What is refused before anybody is called: there is neither an engine nor a database here.</summary>
public sealed class ConfigCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ConfigCommandTests()
    {
        _folder.Write("shipkeeper.yaml", ConfigSamples.Yaml);
        _folder.Write(".env", $"ENCRYPTION_KEY={ConfigSamples.Key}");
        File.SetUnixFileMode(Path.Combine(_folder.Path, ".env"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _folder.Write("key.txt", "a-key");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("admin")]
    [InlineData("ai")]
    [InlineData("api-key")]
    [InlineData("limits")]
    [InlineData("mail")]
    [InlineData("garage")]
    public void The_help_names_what_a_section_takes(string section) => Golden.Matches(
        CommandTree.Help(["-C", _folder.Path, "config", .. section.Split(' ', StringSplitOptions.RemoveEmptyEntries)]), $"help{(section.Length == 0 ? "" : "-")}{section}.txt");

    [Theory]
    [InlineData("admn", "there is no config section 'admn'; did you mean 'admin'?", "config admin --help")]
    [InlineData("@admin", "there is no config section '@admin'; did you mean 'admin'?", "config admin --help")]
    [InlineData("entirely-different", "there is no config section 'entirely-different'; known: admin, ai, api-key, limits, mail, garage.", "config")]
    public async Task An_unknown_section_is_answered_with_the_nearest(string section, string message, string hint)
    {
        var run = await RunAsync(section, "--password", "x");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Equal($"error: {message}\n  try: shipkeeper -C {_folder.Path} {hint}\n       (config.unknown-section; 'shipkeeper explain config.unknown-section' says more)\n", run.Error);
    }

    [Fact]
    public async Task Without_sections_there_is_nothing_to_set()
    {
        _folder.Write("shipkeeper.yaml", "platform: shop");

        Assert.Contains("(config.no-sections;", (await RunAsync("admin")).Error);
        Assert.Equal(new CommandRun(0, "the platform file has no config sections\n", ""), await RunAsync());
        Assert.Equal(new CommandRun(0, "[]\n", ""), await RunAsync("status", "--json"));
    }

    [Fact]
    public async Task Without_a_valid_platform_file_that_is_what_is_said()
    {
        _folder.Write("shipkeeper.yaml", "platform: 'No Name'");

        Assert.Contains("(platform-file.invalid;", (await RunAsync("admin", "--password-stdin")).Error);
        Assert.Contains("(platform-file.invalid;", (await RunAsync("status")).Error);
    }

    [Theory]
    [InlineData("--josn", "--josn")]
    [InlineData("admin --bogus", "--bogus")]
    [InlineData("admin one two", "two")]
    [InlineData("status extra", "extra")]
    public async Task What_is_not_understood_is_an_error(string line, string word)
    {
        var run = await RunAsync(line.Split(' '));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains($"'{word}'", run.Error);
    }

    [Theory]
    [InlineData("admin --show --password-file key.txt", "--show changes nothing, so it goes with no value.")]
    [InlineData("admin bob --show", "--show changes nothing, so it goes with no value.")]
    [InlineData("api-key --show --new-key", "--show changes nothing, so it goes with no value.")]
    [InlineData("admin --json", "--json goes with --show.")]
    [InlineData("mail --sender-stdin --pin-stdin", "--sender-stdin and --pin-stdin exclude each other: standard input gives one value.")]
    [InlineData("api-key x --key-stdin --key-file key.txt", "--key-stdin and --key-file exclude each other.")]
    public async Task What_contradicts_itself_is_an_error(string line, string message)
    {
        var run = await RunAsync(line.Split(' '));

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith($"error: {message}\n", run.Error);
    }

    [Fact]
    public async Task A_section_without_a_key_has_no_option_for_one() => Assert.Contains("'--new-key'", (await RunAsync("admin", "--new-key")).Error);

    [Fact]
    public async Task A_secret_is_never_an_option() => Assert.Contains("'--password'", (await RunAsync("admin", "--password", "correct horse battery")).Error);

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        var run = await RunAsync("ai", "opnai", "--tokens", "8", "--fast", "maybe");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Golden.Matches(run.Error.Replace(_folder.Path, "FOLDER", StringComparison.Ordinal), "refused.txt");
    }

    [Fact]
    public async Task A_refused_secret_is_not_shown()
    {
        _folder.Write("key.txt", "secret-12");

        var run = await RunAsync("admin", "--password-file", PathOf("key.txt"));

        Assert.StartsWith("error: 'admin' was not set: password: it is shorter than 12 characters.\n", run.Error);
        Assert.DoesNotContain("secret-12", run.Error);
    }

    [Fact]
    public async Task A_file_that_is_not_there_or_no_text_is_said_to_be_that()
    {
        _folder.Write("binary", [0xff, 0xfe, 0x00]);
        _folder.Write("large", new byte[(64 << 10) + 1]);

        Assert.StartsWith("error: there is no file /no/such/file.\n", (await RunAsync("api-key", "x", "--key-file", "/no/such/file")).Error);
        Assert.StartsWith($"error: {PathOf("binary")} is not UTF-8", (await RunAsync("api-key", "x", "--key-file", PathOf("binary"))).Error);
        Assert.StartsWith($"error: {PathOf("large")} is larger than", (await RunAsync("api-key", "x", "--key-file", PathOf("large"))).Error);
    }

    [Theory]
    [InlineData(new byte[] { 0xef, 0xbb, 0xbf, (byte)'a', (byte)'\r', (byte)'\n' }, "a")]
    [InlineData(new byte[] { (byte)' ', (byte)'a', (byte)'\n', (byte)'\n' }, " a\n")]
    [InlineData(new byte[] { }, "")]
    public void A_text_in_a_file_has_neither_a_mark_before_it_nor_its_last_line_break(byte[] content, string text)
    {
        _folder.Write("content", content);

        Assert.Equal(text, GivenText.OfFile(ConfigSamples.Section("api-key").Fields["key"], PathOf("content")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    public async Task Without_a_key_nobody_is_asked_for_anything(string key)
    {
        _folder.Write(".env", $"ENCRYPTION_KEY={key}");

        var run = await RunAsync("api-key", "openai", "--key-file", PathOf("key.txt"));

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("ENCRYPTION_KEY", run.Error);
        Assert.DoesNotContain("AAAA", run.Error);
    }

    [Theory]
    [InlineData("config ai ollam", "ollama")]
    [InlineData("config ai openai --fast ", "false true")]
    [InlineData("config ad", "admin")]
    [InlineData("config api-key --k", "--key-file --key-stdin")]
    public async Task Sections_choices_and_options_are_completed(string line, string expected)
    {
        var words = $"shipkeeper -C {_folder.Path} {line}";
        var run = await CommandRun.OfAsync($"[suggest:{words.Length}]", words);

        Assert.Equal(expected, string.Join(' ', run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)));
    }

    private string PathOf(string name) => Path.Combine(_folder.Path, name);

    private Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync(["-C", _folder.Path, "config", .. arguments]);
}
