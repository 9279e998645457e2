using System.Collections.Concurrent;
using System.Text.Json;
using Shipkeeper.Docker.Tests.Postgres;
using Shipkeeper.Engine;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Steps;
using Shipkeeper.Tests;

namespace Shipkeeper.Docker.Tests.Config;

/// <summary>Sections that a service provisions, and the gate of layer 3.</summary>
public sealed class ConfigStepTests(PostgresServer server)
{
    private readonly List<IReadOnlyDictionary<string, string>> _notes = [];
    private readonly ConcurrentQueue<string> _reports = [];

    [Fact]
    public async Task A_service_makes_the_values_once_and_nothing_of_them_is_told()
    {
        using var platform = await ProvisionedAsync("storage1", "count=$(cat /tmp/count 2>/dev/null || echo 0); echo $((count + 1)) >/tmp/count; echo \"Key ID: GK$count\"; echo 'Secret key: s3cr3t-value'");

        Assert.False(await IsDoneAsync(platform, Provision));
        await ApplyAsync(platform, Provision);

        Assert.True(await IsDoneAsync(platform, Provision));
        Assert.Equal("GK0", await platform.AskAsync("select value from shipkeeper.config where field = 'key_id'"));
        Assert.Equal("s3cr3t-value", FernetTokens.Decrypt(ConfigPlatform.Key, await platform.AskAsync("select value from shipkeeper.config where field = 'secret'")));
        Assert.DoesNotContain(_reports, report => report.Contains("s3cr3t", StringComparison.Ordinal) || report.Contains("GK0", StringComparison.Ordinal));
        Assert.Empty(_notes);
    }

    [Fact]
    public async Task Two_services_make_the_first_values_of_a_database_side_by_side()
    {
        await server.RunBesideAsync("storage8", "sleep", "600");
        using var platform = await ConfigPlatform.CreateAsync(server, $"{Slow("first", "storage8")}\n{Slow("second", "storage8")}");

        await Task.WhenAll(ApplyAsync(platform, ProvisionSection.Step(new("first"), "")), ApplyAsync(platform, ProvisionSection.Step(new("second"), "")));

        Assert.Equal("first\nsecond", await platform.AskAsync("select provider from keys order by provider"));
    }

    [Fact]
    public async Task The_command_line_provisions_in_the_same_way_and_not_again()
    {
        using var platform = await ProvisionedAsync("storage2", "echo 'Key ID: GK7'; echo 'Secret key: s3cr3t-value'");

        var first = await platform.RunAsync("storage");
        var second = await platform.RunAsync("storage");

        Assert.Equal("storage: running sh in 'storage2'\nstorage is set\n  key_id  GK7\n  secret  (not shown)\n", first.Output);
        Assert.Equal("storage is set already, and no value was given: nothing was changed\nstorage: set\n  key_id  secret\n  GK7     ***\n", second.Output);
    }

    [Fact]
    public async Task What_a_service_would_make_can_be_given_by_hand_and_then_comes_whole()
    {
        using var platform = await ProvisionedAsync("storage3", "exit 1");

        var half = await platform.RunAsync("storage", "--key-id", "GK8");
        var whole = await platform.RunAsync("storage", "--key-id", "GK8", "--secret-file", platform.Write("secret", "by-hand"));

        Assert.Contains("usage.no-terminal", half.Error);
        Assert.Equal((0, ""), (whole.ExitCode, whole.Error));
    }

    [Fact]
    public async Task A_command_that_fails_is_told_with_its_last_lines_and_without_what_it_had_made()
    {
        using var platform = await ProvisionedAsync("storage4", $"echo 'Secret key: s3cr3t-value'; echo 'cannot store s3cr3t-value with {PostgresServer.Password}' >&2; exit 3");

        var error = await FailsAsync("config.provision-failed", () => ApplyAsync(platform, Provision));

        Assert.Equal("'sh' in 'storage4' ended with exit code 3, so 'storage' was not set.", error.Message);
        Assert.Equal(["cannot store *** with ***"], error.Details);
        Assert.False(await IsDoneAsync(platform, Provision));
    }

    [Theory]
    [InlineData("storage5", "echo 'Key ID: GK9'", "'sh' in 'storage5' ended well, and secret cannot be found in what it printed.")]
    [InlineData("storage6", "yes no | head -c 2000000; echo 'Key ID: GK9'", "'sh' in 'storage6' ended well, and key_id, secret cannot be found in the first 1,048,576 bytes of what it printed.")]
    [InlineData("storage7", "echo 'Key ID: GK9'; echo 'Secret key: short'", "'sh' in 'storage7' made values that the fields of 'storage' do not allow.")]
    public async Task Output_without_good_values_is_refused_and_not_shown(string service, string script, string message)
    {
        using var platform = await ProvisionedAsync(service, script);

        var error = await FailsAsync("config.provision-failed", () => ApplyAsync(platform, Provision));

        Assert.Equal(message, error.Message);
        Assert.DoesNotContain("GK9", error.Message + error.Hint + string.Concat(error.Details));
    }

    [Fact]
    public async Task A_service_that_does_not_run_makes_nothing()
    {
        using var platform = await ConfigPlatform.CreateAsync(server, Storage("not-there", "true"));

        await FailsAsync("service.not-running", () => ApplyAsync(platform, Provision));
    }

    [Fact]
    public async Task The_application_waits_for_every_required_section()
    {
        using var platform = await ConfigPlatform.CreateAsync(server);

        var both = await FailsAsync("start.config-missing", () => ApplyAsync(platform, Require(force: false)));
        await platform.RunAsync("admin");
        var one = await FailsAsync("start.config-missing", () => ApplyAsync(platform, Require(force: false)));
        await platform.RunAsync("ai", "openai");
        await ApplyAsync(platform, Require(force: false));

        Assert.Equal(("the config sections admin, ai are not set; the application was not started.", "shipkeeper config admin"), (both.Message, both.Hint));
        Assert.Equal(("the config section 'ai' is not set; the application was not started.", "shipkeeper config ai PROVIDER"), (one.Message, one.Hint));
        Assert.Empty(_notes);
    }

    [Fact]
    public async Task Forced_it_only_notes_what_is_missing()
    {
        using var platform = await ConfigPlatform.CreateAsync(server);

        await ApplyAsync(platform, Require(force: true));

        Assert.Equal([new KeyValuePair<string, string>("warning", "the config sections admin, ai are not set")], Assert.Single(_notes));
    }

    [Theory]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("")]
    public async Task A_lost_key_is_noticed_before_the_application_starts(string key)
    {
        using var platform = await ConfigPlatform.CreateAsync(server);
        await platform.RunAsync("api-key", "openai", "--key-file", platform.Write("key", "sk"));
        platform.SetKey(key);

        await FailsAsync("config.key-changed", () => ApplyAsync(platform, Require(force: true)));
    }

    [Fact]
    public async Task The_application_waits_until_every_section_is_encrypted_with_the_key_of_now()
    {
        using var platform = await ConfigPlatform.CreateAsync(server);
        var key = platform.Write("key", "sk");
        await platform.RunAsync("api-key", "openai", "--key-file", key);
        await platform.RunAsync("mail", "--sender-file", key, "--password-file", key);
        platform.SetKey("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");

        var both = await FailsAsync("config.key-changed", () => ApplyAsync(platform, Require(force: true)));
        await platform.RunAsync("api-key", "openai", "--key-file", key, "--new-key");
        var one = await FailsAsync("config.key-changed", () => ApplyAsync(platform, Require(force: true)));
        await platform.RunAsync("mail", "--sender-file", key, "--password-file", key, "--new-key");
        await ApplyAsync(platform, Require(force: true));

        Assert.Equal("ENCRYPTION_KEY is not the key that the sections api-key, mail were encrypted with.", both.Message);
        Assert.Equal("ENCRYPTION_KEY is not the key that the section 'mail' was encrypted with.", one.Message);
        Assert.EndsWith("if it is lost: shipkeeper config mail --sender-stdin --password-file FILE --new-key", one.Hint);
    }

    private static Step Provision => ProvisionSection.Step(new("storage"), "provision");

    private static Step Require(bool force) => RequireConfig.Step(new(force), "require");

    private static string Storage(string service, string script) => $$$"""
          storage:
            provision:
              service: {{{service}}}
              command: [sh, -c, {{{JsonSerializer.Serialize(script)}}}]
              output: {key_id: 'Key ID: (\S+)', secret: 'Secret key: (\S+)'}
            fields: {key_id: {store: plain}, secret: {store: fernet, with: ENCRYPTION_KEY, minimum: 6}}
        """;

    /// <summary>Its transaction is still open when another that begins beside it looks for our tables.</summary>
    private static string Slow(string name, string service) => $$$"""
          {{{name}}}:
            provision: {service: {{{service}}}, command: [echo, made-of-nothing], output: {secret: '(\S+)'}}
            fields: {secret: {store: fernet, with: ENCRYPTION_KEY}}
            write: |
              insert into keys values ('{{{name}}}', @secret);
              select pg_sleep(2)
            read: select 1 from keys where provider = '{{{name}}}'
        """;

    private async Task<ConfigPlatform> ProvisionedAsync(string service, string script)
    {
        await server.RunBesideAsync(service, "sleep", "600");
        return await ConfigPlatform.CreateAsync(server, Storage(service, script));
    }

    private async Task<bool> IsDoneAsync(ConfigPlatform platform, Step step)
    {
        using var session = platform.Open();
        return await KindOf(session, step).IsDoneAsync(step, Scope(), TestContext.Current.CancellationToken);
    }

    private async Task ApplyAsync(ConfigPlatform platform, Step step)
    {
        using var session = platform.Open();
        await KindOf(session, step).ApplyAsync(step, Scope(), TestContext.Current.CancellationToken);
    }

    private static IStepKind KindOf(PlatformSession session, Step step) => session.CreateStepKinds().Single(kind => kind.Kind == step.Kind);

    private StepScope Scope() => new("01KAJ0W3N00000000000000000", new(1, 1), _reports.Enqueue, facts =>
    {
        _notes.Add(facts);
        return Task.CompletedTask;
    });

    private static async Task<ShipkeeperException> FailsAsync(string code, Func<Task> run)
    {
        var error = await Assert.ThrowsAsync<ShipkeeperException>(run);
        Assert.Equal(code, error.Code.Name);
        return error;
    }
}
