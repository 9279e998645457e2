using Shipkeeper.Tools.Files;

namespace Shipkeeper.Tests.Features.Init;

/// <summary>The command with real files, as somebody without a terminal runs it.</summary>
public sealed class InitCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public InitCommandTests() => _folder.Write("shipkeeper.yaml", """
        platform: shop
        settings:
          mode: [production, dev]
          hostname: {ask: "Public host name", pattern: "^[a-z0-9.-]+$", default: localhost}
        secrets:
          ENCRYPTION_KEY: {generate: fernet}
          POSTGRES_PASSWORD: {generate: token, bytes: 32}
          SMTP_PASSWORD: {ask: "SMTP password", optional: true}
        """);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_first_time_all_is_written_and_said()
    {
        var run = await RunAsync("--mode", "dev");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Golden.Matches(run.Output, "init-words.txt");
        Assert.Equal("MODE=dev\nHOSTNAME=localhost", _folder.Read("settings.env"));
        Assert.Matches(@"\AENCRYPTION_KEY=[\w-]{43}=\nPOSTGRES_PASSWORD=[\w-]{43}\z", _folder.Read(".env"));
        Assert.Equal(RootedFiles.Private, File.GetUnixFileMode(Path.Combine(_folder.Path, ".env")));
    }

    [Fact]
    public async Task A_second_time_every_byte_stays()
    {
        await RunAsync();
        var (settings, secrets) = (_folder.Read("settings.env"), _folder.Read(".env"));

        var run = await RunAsync();

        Assert.Equal(new CommandRun(0, "nothing to do: settings and secrets are complete\n", ""), run);
        Assert.Equal((settings, secrets), (_folder.Read("settings.env"), _folder.Read(".env")));
    }

    [Fact]
    public async Task What_a_person_wrote_stays_and_only_what_is_missing_is_added()
    {
        _folder.Write(".env", "# mine\nPOSTGRES_PASSWORD='chosen by hand'   # really\nOTHER=1");
        File.SetUnixFileMode(Path.Combine(_folder.Path, ".env"), RootedFiles.Private);

        Assert.Equal(0, (await RunAsync()).ExitCode);

        Assert.Matches(@"\A# mine\nPOSTGRES_PASSWORD='chosen by hand'   # really\nOTHER=1\nENCRYPTION_KEY=[\w-]{43}=\z", _folder.Read(".env"));
    }

    [Fact]
    public async Task No_generated_value_is_said_or_journaled()
    {
        var run = await RunAsync("--verbose");

        var values = _folder.Read(".env").Split('\n').Select(line => line.Split('=', 2)[1]).ToList();
        var kept = Directory.EnumerateFiles(Path.Combine(_folder.Path, ".shipkeeper"), "*", SearchOption.AllDirectories).Select(File.ReadAllText);
        Assert.All(kept.Append(run.Output).Append(run.Error), text => Assert.DoesNotContain(values, text.Contains));
    }

    [Theory]
    [InlineData("--mode", "staging", "'staging' is no value for the setting 'mode': it must be production or dev.")]
    [InlineData("--hostname", "Not A Host", "'Not A Host' is no value for the setting 'hostname': it must be a text that matches ^[a-z0-9.-]+$.")]
    public async Task A_value_that_the_platform_does_not_allow_writes_nothing(string option, string value, string message)
    {
        var run = await RunAsync(option, value);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"error: {message}\n", run.Error);
        Assert.False(File.Exists(Path.Combine(_folder.Path, ".env")));
    }

    [Fact]
    public async Task A_value_in_the_file_that_is_not_allowed_can_be_mended()
    {
        _folder.Write("settings.env", "MODE=prod\nHOSTNAME=UPPER");

        var refused = await RunAsync();
        var mended = await RunAsync("--mode", "production", "--hostname", "localhost");

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("'prod' is no value", refused.Error);
        Assert.Contains("'UPPER' is no value", refused.Error);
        Assert.Contains($"try: shipkeeper -C {_folder.Path} init --mode production --hostname localhost\n", refused.Error);
        Assert.Equal((0, ""), (mended.ExitCode, mended.Error));
        Assert.Equal("MODE=production\nHOSTNAME=localhost", _folder.Read("settings.env"));
    }

    [Fact]
    public async Task An_option_that_is_no_setting_is_an_error()
    {
        var run = await RunAsync("--tls", "acme");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("--tls", run.Error);
        Assert.Contains($"try: shipkeeper -C {_folder.Path} init --help", run.Error);
    }

    [Fact]
    public async Task A_placeholder_that_a_person_left_is_named_with_its_line_and_not_replaced()
    {
        _folder.Write(".env", "POSTGRES_PASSWORD=changeme");

        var run = await RunAsync();

        Assert.Equal(3, run.ExitCode);
        Assert.Contains(".env:1: POSTGRES_PASSWORD is still a placeholder", run.Error);
        Assert.StartsWith("POSTGRES_PASSWORD=changeme", _folder.Read(".env"));
    }

    [Fact]
    public async Task Settings_can_come_from_the_file_of_another_operator()
    {
        var file = _folder.Write("operator.conf", "MODE=dev\nHOSTNAME=shop.example.org\nDEV_MODE=true");

        var run = await RunAsync("--from", file, "--hostname", "other.example.org");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"not settings of this platform, and not taken from {file}: DEV_MODE\n", run.Output);
        Assert.Equal("MODE=dev\nHOSTNAME=other.example.org", _folder.Read("settings.env"));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_said_to_be_that() => Assert.StartsWith("error: there is no file /no/such/file.\n", (await RunAsync("--from", "/no/such/file")).Error);

    private Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync(["-C", _folder.Path, "init", "--non-interactive", .. arguments]);
}
