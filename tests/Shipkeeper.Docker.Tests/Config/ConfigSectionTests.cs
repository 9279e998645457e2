using System.Text.Json;
using System.Text.RegularExpressions;
using Shipkeeper.Docker.Tests.Postgres;
using Shipkeeper.Tests;
using Shipkeeper.Tests.Cryptography;
using Shipkeeper.Tools.Cryptography;

namespace Shipkeeper.Docker.Tests.Config;

/// <summary>Every kind of section against a real database: first set, change, show and wrong input.</summary>
public sealed class ConfigSectionTests(PostgresServer server)
{
    [Fact]
    public async Task At_first_nothing_is_set_and_looking_changes_nothing()
    {
        using var platform = await ConfigPlatform.CreateAsync(server);

        var run = await platform.RunAsync();

        Assert.Equal(new Ran(0, """
            SECTION  STATE    WHAT FOR
            admin    missing  Administrator account
            ai       missing  Provider and model
            api-key  not set
            limits   not set
            mail     not set  Outgoing mail

            """, ""), run);
        Assert.Equal("limits: not set\n", (await platform.RunAsync("limits", "--show")).Output);
        Assert.Equal("f", await platform.AskAsync("select to_regnamespace('shipkeeper') is not null"));
    }

    [Fact]
    public async Task A_password_is_generated_shown_once_and_stored_as_its_hash()
    {
        using var platform = await ConfigPlatform.CreateAsync(server);

        var run = await platform.RunAsync("admin");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var password = Regex.Match(run.Output, @"password +(\w{24}) +generated, and shown this once").Groups[1].Value;
        Assert.True(PasswordHashes.IsOf(await platform.AskAsync("select hash from users where name = 'admin'"), password));
        Assert.DoesNotContain(password, (await platform.RunAsync("admin", "--show")).Output);
    }

    [Fact]
    public async Task Without_a_value_a_section_that_is_set_stays_as_it_is()
    {
        using var platform = await ConfigPlatform.CreateAsync(server);
        await platform.RunAsync("admin");
        var before = await platform.AskAsync("select * from users");

        var run = await platform.RunAsync("admin");

        Assert.Equal(new Ran(0, "admin is set already, and no value was given: nothing was changed\nadmin: set\n  username\n  admin\n", ""), run);
        Assert.Equal(before, await platform.AskAsync("select * from users"));
    }

    [Fact]
    public async Task A_password_from_a_file_replaces_the_one_before()
    {
        using var platform = await ConfigPlatform.CreateAsync(server);
        await platform.RunAsync("admin");

        var run = await platform.RunAsync("admin", "--password-file", platform.Write("password", "correct horse battery"));

        Assert.Equal(new Ran(0, "admin is set\n  username  admin        by default\n  password  (not shown)\n", ""), run);
        Assert.True(PasswordHashes.IsOf(await platform.AskAsync("select hash from users"), "correct horse battery"));
    }

    [Fact]
    public async Task Values_of_every_type_are_set_changed_and_shown()
    {
        using var platform = await ConfigPlatform.CreateAsync(server);

        var first = await platform.RunAsync("ai", "openai", "--fast", "true");
        var second = await platform.RunAsync("ai", "anthropic", "--tokens", "100");

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.Equal("openai|gpt|4096|t|f\nanthropic|null|100|f|t", await platform.AskAsync("select * from ai order by active"));
        Assert.Equal("ai: set\n  provider   model  tokens  fast\n  anthropic  -      100     f\n", (await platform.RunAsync("ai", "--show")).Output);
    }

    [Fact]
    public async Task What_is_shown_can_be_read_by_programs()
    {
        using var platform = await ConfigPlatform.CreateAsync(server);
        await platform.RunAsync("ai", "ollama");

        using var section = JsonDocument.Parse((await platform.RunAsync("ai", "--show", "--json")).Output);
        using var states = JsonDocument.Parse((await platform.RunAsync("status", "--json")).Output);

        Assert.Equal("""{"section":"ai","set":true,"columns":["provider","model","tokens","fast"],"rows":[["ollama","mistral","4096","f"]]}""", JsonSerializer.Serialize(section.RootElement));
        Assert.Equal(["missing", "set", "not-set", "not-set", "not-set"], states.RootElement.EnumerateArray().Select(state => state.GetProperty("state").GetString()!));
    }

    [Theory]
    [InlineData("it's; drop table ai; --")]
    [InlineData("@provider $1 \\ \"quoted\" ünïcödé")]
    public async Task A_value_is_bound_and_never_becomes_SQL(string value)
    {
        using var platform = await ConfigPlatform.CreateAsync(server);

        Assert.Equal(0, (await platform.RunAsync("ai", "openai", "--model", value)).ExitCode);
        Assert.Equal(0, (await platform.RunAsync("limits", "--name", value)).ExitCode);

        Assert.Equal(value, await platform.AskAsync("select model from ai"));
        Assert.Equal(value, await platform.AskAsync("select value from shipkeeper.config where field = 'name'"));
    }

    [Fact]
    public async Task A_key_is_stored_as_ASCII_bytes_of_its_token()
    {
        using var platform = await ConfigPlatform.CreateAsync(server);

        var run = await platform.RunAsync("api-key", "openai", "--key-file", platform.Write("key", "sk-very-secret"));

        Assert.Equal(new Ran(0, "api-key is set\n  provider  openai\n  key       (not shown)\n", ""), run);
        Assert.Equal("sk-very-secret", FernetTokens.Decrypt(ConfigPlatform.Key, await platform.AskAsync("select convert_from(encrypted, 'SQL_ASCII') from keys")));
        Assert.Equal(
            $"api-key|ENCRYPTION_KEY|{Fernet.FromKey(ConfigPlatform.Key)!.Fingerprint}",
            await platform.AskAsync("select section, name, fingerprint from shipkeeper.keys"));
    }

    [Fact]
    public async Task A_needed_value_without_a_terminal_is_asked_for_by_a_command()
    {
        using var platform = await ConfigPlatform.CreateAsync(server);

        var run = await platform.RunAsync("api-key", "openai");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains($"  try: shipkeeper -C {platform.Path} config api-key openai --key-stdin\n       (usage.no-terminal;", run.Error);
    }

    [Fact]
    public async Task A_section_without_SQL_lives_in_our_table_and_keeps_what_is_not_given()
    {
        using var platform = await ConfigPlatform.CreateAsync(server);

        var first = await platform.RunAsync("limits", "--size", "10");
        var second = await platform.RunAsync("limits", "--name", "large");
        var third = await platform.RunAsync("limits");

        Assert.Equal("limits is set\n  size  10\n  name  -\n", first.Output);
        Assert.Equal("limits is set\n  size  10     as it was\n  name  large\n", second.Output);
        Assert.Equal("limits is set already, and no value was given: nothing was changed\nlimits: set\n  size  name\n  10    large\n", third.Output);
        Assert.Equal("limits|name|large\nlimits|size|10", await platform.AskAsync("select section, field, value from shipkeeper.config order by field"));
    }

    [Fact]
    public async Task A_field_that_came_later_makes_the_section_one_to_complete()
    {
        using var platform = await ConfigPlatform.CreateAsync(server);
        await platform.RunAsync("limits", "--size", "10", "--name", "large");
        await platform.AskAsync("delete from shipkeeper.config where field = 'name'");

        Assert.Contains("limits: not set as a whole\n", (await platform.RunAsync("limits", "--show")).Output);
        Assert.Equal("limits is set\n  size  10  as it was\n  name  -\n", (await platform.RunAsync("limits")).Output);
    }

    [Fact]
    public async Task A_kept_secret_is_neither_needed_nor_shown()
    {
        using var platform = await ConfigPlatform.CreateAsync(server);
        var (sender, password) = (platform.Write("sender", "a@example.org"), platform.Write("password", "mail-secret"));
        await platform.RunAsync("mail", "--sender-file", sender, "--password-file", password);

        var run = await platform.RunAsync("mail", "--sender-file", platform.Write("sender", "b@example.org"));

        Assert.Equal(new Ran(0, "mail is set\n  sender    b@example.org\n  password  (not shown)    as it was\n", ""), run);
        Assert.Equal("mail: set\n  sender         password\n  b@example.org  ***\n", (await platform.RunAsync("mail", "--show")).Output);
        Assert.Equal("mail-secret", FernetTokens.Decrypt(ConfigPlatform.Key, await platform.AskAsync("select value from shipkeeper.config where field = 'password'")));
    }

    [Theory]
    [InlineData("ai openai --tokens many")]
    [InlineData("ai openai --tokens 8")]
    [InlineData("ai opnai")]
    [InlineData("ai openai --fast yes")]
    [InlineData("limits --size 1.5")]
    [InlineData("ai")]
    public async Task Wrong_input_is_refused_and_nothing_is_stored(string line)
    {
        using var platform = await ConfigPlatform.CreateAsync(server);

        var run = await platform.RunAsync(line.Split(' '));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("(config.value-refused;", run.Error);
        Assert.Equal("0|f", await platform.AskAsync("select count(*), to_regnamespace('shipkeeper') is not null from ai"));
    }

    [Fact]
    public async Task Setting_waits_for_nobody_who_holds_the_platform()
    {
        using var platform = await ConfigPlatform.CreateAsync(server);
        using var other = platform.Open();
        await using var held = await other.Lock.TakeAsync("upgrade", TestContext.Current.CancellationToken);

        Assert.Equal(6, (await platform.RunAsync("limits")).ExitCode);
        Assert.Equal(0, (await platform.RunAsync("limits", "--show")).ExitCode);
    }

    [Fact]
    public async Task Without_its_server_every_section_is_unknown_and_says_why()
    {
        using var platform = await ConfigPlatform.CreateAsync(server);
        platform.Write("shipkeeper.yaml", File.ReadAllText(Path.Combine(platform.Path, "shipkeeper.yaml")).Replace("service: postgres", "service: gone"));

        var run = await platform.RunAsync("status");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("admin    unknown  Administrator account\n", run.Output);
        Assert.Contains("\nadmin, ai, api-key, limits, mail: ", run.Output);
        Assert.Equal(1, (await platform.RunAsync("limits")).ExitCode);
    }
}
