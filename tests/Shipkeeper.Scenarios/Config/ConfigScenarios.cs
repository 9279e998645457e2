using System.Text.Json;
using Shipkeeper.Scenarios.Language;
using Shipkeeper.Scenarios.Schema;

namespace Shipkeeper.Scenarios.Config;

public sealed class ConfigScenarios
{
    [Fact]
    public async Task The_application_waits_until_every_required_section_is_set()
    {
        await using var platform = ConfiguredPlatform.Create();

        (await platform.RunAsync("start")).Fails(1, "start.config-missing").Says("the config sections admin, provider are not set; the application was not started", "shipkeeper config admin");
        Assert.Equal(["db"], await platform.Engine.RunningAsync());
        (await platform.RunAsync("config")).Exits(0).Says("admin     missing  The account of the administrator", "store     set");
        (await platform.RunAsync("status")).Exits(0).Says("missing: admin, provider");

        (await platform.RunAsync("config admin")).Exits(0);
        (await platform.RunAsync("start")).Fails(1, "start.config-missing").Says("the config section 'provider' is not set");
        (await platform.RunAsync("config provider fast")).Exits(0);
        (await platform.RunAsync("start")).Exits(0).Says("done    configuration: every required section is set");
        Assert.Equal(["app", "db"], await platform.Engine.RunningAsync());
    }

    [Fact]
    public async Task Force_starts_the_application_and_says_what_it_overrides()
    {
        await using var platform = ConfiguredPlatform.Create();

        (await platform.RunAsync("start --force")).Exits(0).Says("warning the config sections admin, provider are not set");
        Assert.Equal(["app", "db"], await platform.Engine.RunningAsync());
    }

    [Fact]
    public async Task What_config_writes_is_read_by_the_standard_tools_of_Python()
    {
        await using var platform = await ConfiguredPlatform.StartedAsync();

        var generated = (await platform.RunAsync("config admin")).Exits(0).Says("generated, and shown this once").Output.Split('\n').First(line => line.Contains("password ", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        (await platform.RunAsync("config admin root --password-stdin", input: "a chosen passwörd\n")).Exits(0);
        (await platform.RunAsync("config api-key fast --key-stdin", input: "sk-é-12345\n")).Exits(0);
        (await platform.RunAsync("start --force")).Exits(0);

        const string Verify = "print(bcrypt.checkpw(sys.argv[1].encode(), sys.argv[2].encode()))";
        const string Decrypt = "print(Fernet(sys.argv[1]).decrypt(sys.argv[2].encode()).decode())";
        Assert.Equal(24, generated.Length);
        Assert.Equal("True", await ConfiguredPlatform.PythonAsync(Verify, generated, await platform.SqlAsync("select hash from users where name = 'admin'")));
        Assert.Equal("True", await ConfiguredPlatform.PythonAsync(Verify, "a chosen passwörd", await platform.SqlAsync("select hash from users where name = 'root'")));
        Assert.StartsWith("$2b$12$", await platform.SqlAsync("select hash from users where name = 'root'"), StringComparison.Ordinal);
        Assert.Equal("sk-é-12345", await ConfiguredPlatform.PythonAsync(Decrypt, ConfiguredPlatform.Key, await platform.SqlAsync("select convert_from(token, 'UTF8') from keys")));
        Assert.Equal("made-by-the-store", await ConfiguredPlatform.PythonAsync(Decrypt, ConfiguredPlatform.Key, await platform.SqlAsync("select value from shipkeeper.config where section = 'store' and field = 'secret'")));
    }

    [Fact]
    public async Task Every_kind_of_field_is_set_changed_and_shown()
    {
        await using var platform = await ConfiguredPlatform.StartedAsync();

        (await platform.RunAsync("config provider fast")).Exits(0);
        Assert.Equal("fast|small|4096", await platform.SqlAsync("select * from providers"));
        (await platform.RunAsync("config provider slow --max-tokens 7")).Exits(0);
        Assert.Equal("slow|large|7", await platform.SqlAsync("select * from providers"));
        (await platform.RunAsync("config provider --show")).Exits(0).Says("name  model  tokens", "slow  large  7");

        (await platform.RunAsync("config limits --max-mb 20")).Exits(0);
        (await platform.RunAsync("config limits --note-stdin", input: "a note\n")).Exits(0).Says("as it was");
        Assert.Equal("max_mb=20,note=a note", await platform.SqlAsync("select string_agg(field || '=' || value, ',' order by field) from shipkeeper.config where section = 'limits'"));
        (await platform.RunAsync("config limits")).Exits(0).Says("20");

        platform.Write("password.txt", "a password of a file");
        (await platform.RunAsync("config admin --active false --password-file password.txt")).Exits(0);
        Assert.Equal("admin|f", await platform.SqlAsync("select name, active from users"));
        var shown = JsonDocument.Parse((await platform.RunAsync("config admin --show --json")).Exits(0).Output).RootElement;
        Assert.True(shown.GetProperty("set").GetBoolean());

        (await platform.RunAsync("config store")).Exits(0).NeverSays("made-by-the-store");
        (await platform.RunAsync("config store")).Exits(0);
        Assert.Equal("x", await platform.Engine.ExecAsync("db", "cat", "/tmp/runs"));
    }

    [Theory]
    [InlineData("provider", 2, "config.value-refused", "<provider>: it is missing; known: fast, slow")]
    [InlineData("provider quick", 2, "config.value-refused", "'quick' is not among the choices; known: fast, slow")]
    [InlineData("provider fast --max-tokens many", 2, "config.value-refused", "'many' is not of type integer")]
    [InlineData("provider fast --max-tokens 0", 2, "config.value-refused", "'0' is below 1")]
    [InlineData("provider fast --model-name x", 2, "usage", "--model-name")]
    [InlineData("admin --active maybe", 2, "config.value-refused", "'maybe' is not of type boolean")]
    [InlineData("admin --password visible-in-argv", 2, "usage", "--password")]
    [InlineData("api-key fast", 2, "usage.no-terminal", "shipkeeper config api-key fast --key-stdin")]
    [InlineData("admin --password-file nowhere.txt", 2, null, "nowhere.txt")]
    [InlineData("nothing", 2, null, "nothing")]
    public async Task A_wrong_call_is_told_and_stores_nothing(string call, int exitCode, string? code, string words)
    {
        await using var platform = ConfiguredPlatform.Create();

        var ran = (await platform.RunAsync($"config {call}")).Exits(exitCode).Says(words);

        Assert.Contains(code is null ? ")" : $"({code};", ran.Errors, StringComparison.Ordinal);
        Assert.Empty(await platform.Engine.ContainersAsync());
    }

    [Theory]
    [InlineData("tiny-word", "12")]
    [InlineData("", "")]
    [InlineData("exactly 73 bytes of a password that bcrypt would cut without a word ......", "72 bytes")]
    public async Task A_password_that_is_too_short_or_too_long_is_refused_without_being_shown(string password, string words)
    {
        await using var platform = ConfiguredPlatform.Create();

        var ran = (await platform.RunAsync("config admin --password-stdin", input: password + "\n")).Fails(2, "config.value-refused").Says(words);

        Assert.True(password.Length == 0 || !ran.Everything.Contains(password, StringComparison.Ordinal));
    }

    [Fact]
    public async Task SQL_of_a_section_that_the_server_refuses_stores_nothing_and_is_told_with_its_line()
    {
        await using var platform = await ConfiguredPlatform.StartedAsync();

        (await platform.RunAsync("config broken somebody")).Fails(1, "config.sql-failed").Says("'write' of the section 'broken', line 2: relation \"nowhere\" does not exist");

        Assert.Equal("0", await platform.SqlAsync("select count(*) from users"));
    }

    [Fact]
    public async Task A_value_is_bound_and_never_becomes_SQL()
    {
        await using var platform = await ConfiguredPlatform.StartedAsync();

        await platform.ShellAsync("$SHIPKEEPER config api-key \"x'); drop table keys; --\" --key-stdin", input: "'); drop table keys; --\n");

        Assert.Equal("x'); drop table keys; --", await platform.SqlAsync("select provider from keys"));
    }

    [Fact]
    public async Task Another_key_than_the_one_that_was_used_is_noticed_before_anything_is_stored()
    {
        await using var platform = await ConfiguredPlatform.StartedAsync();
        (await platform.RunAsync("config api-key fast --key-stdin", input: "first")).Exits(0);
        platform.WriteKey(ConfiguredPlatform.OtherKey);

        (await platform.RunAsync("config api-key slow --key-stdin", input: "second")).Fails(1, "config.key-changed").Says("KEY is not the key", "--new-key");
        (await platform.RunAsync("start --force")).Fails(1, "config.key-changed");
        (await platform.RunAsync("config")).Exits(0).Says("KEY is not the key that it was encrypted with");
        (await platform.RunAsync("status")).Exits(0).Says("key changed: api-key (KEY is not the key that it was encrypted with)");
        Assert.Equal("1", await platform.SqlAsync("select count(*) from keys"));

        (await platform.RunAsync("config api-key fast --key-stdin --new-key", input: "second")).Exits(0);
        (await platform.RunAsync("start --force")).Exits(0);
    }

    [Fact]
    public async Task A_key_in_standard_base64_is_the_same_key()
    {
        await using var platform = await ConfiguredPlatform.StartedAsync();
        (await platform.RunAsync("config api-key fast --key-stdin", input: "first")).Exits(0);
        platform.WriteKey(ConfiguredPlatform.Key.Replace('-', '+').Replace('_', '/'));

        (await platform.RunAsync("config api-key slow --key-stdin", input: "second")).Exits(0);

        Assert.Equal(
            "second",
            await ConfiguredPlatform.PythonAsync("print(Fernet(sys.argv[1]).decrypt(sys.argv[2].encode()).decode())", ConfiguredPlatform.Key, await platform.SqlAsync("select convert_from(token, 'UTF8') from keys where provider = 'slow'")));
    }

    [Fact]
    public async Task What_is_no_key_is_refused()
    {
        await using var platform = await ConfiguredPlatform.StartedAsync();
        platform.WriteKey("not-a-key-at-all");

        (await platform.RunAsync("config api-key fast --key-stdin", input: "first")).Fails(3, "secrets.incomplete").Says("KEY is no Fernet key: 32 bytes in base64").NeverSays("not-a-key-at-all");
        (await platform.RunAsync("start")).Exits(3).Says("is no Fernet key");
    }

    [Fact]
    public async Task Secrets_that_were_entered_are_written_nowhere_but_into_the_database()
    {
        await using var platform = await ConfiguredPlatform.StartedAsync();

        (await platform.RunAsync("config admin --password-stdin -v", input: "planted-admin-password")).Exits(0).NeverSays("planted-admin-password");
        (await platform.RunAsync("config api-key fast --key-stdin -v", input: "planted-api-key")).Exits(0).NeverSays("planted-api-key");
        await platform.SqlAsync("drop table keys");
        (await platform.RunAsync("config api-key fast --key-stdin -v", input: "planted-api-key")).Fails(1, "config.sql-failed").NeverSays("planted-api-key");

        Assert.Equal("", (await Program.RunAsync("grep", "--recursive", "--files-with-matches", "planted-a", platform.PathOf(".shipkeeper"))).Output);
        Assert.DoesNotContain("planted-a", (await Program.RunAsync("docker", "logs", $"{platform.Name}-db-1")).Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_terminal_asks_for_a_hidden_password_twice()
    {
        await using var platform = await ConfiguredPlatform.StartedAsync();
        platform.Write("answers.sh", """
            until grep -q 'password, empty for a generated one' screen 2>/dev/null; do sleep 0.1; done; sleep 0.5; printf 'a-hidden-password\r'
            until grep -q 'once more' screen; do sleep 0.1; done; sleep 0.5; printf "$1\r"
            until grep -q 'admin' screen; do sleep 0.1; done; sleep 1
            """);

        (await platform.ShellAsync("timeout 40 bash answers.sh another-password | script -qfec \"$SHIPKEEPER config admin\" screen")).Says("not typed the same twice").NeverSays("a-hidden-password");
        File.Delete(platform.PathOf("screen"));
        (await platform.ShellAsync("timeout 40 bash answers.sh a-hidden-password | script -qfec \"$SHIPKEEPER config admin\" screen")).Says("admin is set").NeverSays("a-hidden-password");

        Assert.Equal("True", await ConfiguredPlatform.PythonAsync("print(bcrypt.checkpw(b'a-hidden-password', sys.argv[1].encode()))", await platform.SqlAsync("select hash from users")));
        File.Delete(platform.PathOf("screen"));
        platform.Write("answers.sh", platform.Read("answers.sh").Replace("a-hidden-password", "a-second-password", StringComparison.Ordinal));
        (await platform.ShellAsync("timeout 40 bash answers.sh a-second-password | script -qfec \"$SHIPKEEPER config admin\" screen")).Says("admin is set");
        Assert.Equal("True", await ConfiguredPlatform.PythonAsync("print(bcrypt.checkpw(b'a-second-password', sys.argv[1].encode()))", await platform.SqlAsync("select hash from users")));
    }

    [Fact]
    public async Task Somebody_who_is_at_work_is_not_disturbed()
    {
        await using var platform = DatabasePlatformAtWork();
        var start = platform.Start("start --force");
        await platform.UntilSqlAsync("select count(*) from pg_stat_activity where wait_event = 'PgSleep'", "1");

        (await platform.RunAsync("config limits --max-mb 1")).Fails(6, "operation.busy").Says("'start'");

        await start.EndAsync();
    }

    private static ScenarioPlatform DatabasePlatformAtWork()
    {
        var platform = ConfiguredPlatform.Create();
        platform.Write("schema/002_slow.sql", "select pg_sleep(6);");
        return platform;
    }
}
