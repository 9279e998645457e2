using Shipkeeper.Docker.Tests.Postgres;
using Shipkeeper.Tests;
using Shipkeeper.Tools.Cryptography;

namespace Shipkeeper.Docker.Tests.Config;

/// <summary>Sections whose key was lost and made anew.</summary>
public sealed class SectionKeyTests(PostgresServer server)
{
    private const string Later = "  later: {fields: {token: {prompt: hidden, store: fernet, with: ENCRYPTION_KEY}}}";

    private const string OtherKey = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    [Fact]
    public async Task Another_key_is_noticed_before_anything_is_stored()
    {
        using var platform = await ConfigPlatform.CreateAsync(server);
        var key = platform.Write("key", "sk-very-secret");
        await platform.RunAsync("api-key", "openai", "--key-file", key);
        platform.SetKey(OtherKey);

        var run = await platform.RunAsync("api-key", "anthropic", "--key-file", key);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("error: ENCRYPTION_KEY is not the key that the section 'api-key' was encrypted with.\n", run.Error);
        Assert.Contains($"shipkeeper -C {platform.Path} config api-key PROVIDER --key-stdin --new-key\n", run.Error);
        Assert.Equal("openai", await platform.AskAsync("select provider from keys"));
        Assert.Contains("api-key: ENCRYPTION_KEY is not the key that it was encrypted with", (await platform.RunAsync()).Output);
    }

    [Fact]
    public async Task A_new_key_counts_when_that_is_said_for_each_section_that_the_one_before_has_encrypted()
    {
        using var platform = await ConfigPlatform.CreateAsync(server, Later);
        var key = platform.Write("key", "sk-very-secret");
        await platform.RunAsync("api-key", "openai", "--key-file", key);
        await platform.RunAsync("mail", "--sender-file", key, "--password-file", key);
        platform.SetKey(OtherKey);

        var run = await platform.RunAsync("api-key", "openai", "--key-file", key, "--new-key");
        var notSaid = await platform.RunAsync("mail", "--sender-file", key, "--password-file", key);
        var half = await platform.RunAsync("mail", "--sender-file", key, "--new-key");
        var states = await platform.RunAsync();
        var later = await platform.RunAsync("later", "--token-file", key);
        var whole = await platform.RunAsync("mail", "--sender-file", key, "--password-file", key, "--new-key");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("sk-very-secret", FernetTokens.Decrypt(OtherKey, await platform.AskAsync("select convert_from(encrypted, 'SQL_ASCII') from keys")));
        Assert.StartsWith("error: ENCRYPTION_KEY is not the key that the section 'mail' was encrypted with.\n", notSaid.Error);
        Assert.Contains("usage.no-terminal", half.Error);
        Assert.Contains("api-key  set\n", states.Output);
        Assert.Contains("mail     key changed  Outgoing mail\n", states.Output);
        Assert.EndsWith("\nmail: ENCRYPTION_KEY is not the key that it was encrypted with\n", states.Output);
        Assert.Equal((0, 0), (later.ExitCode, whole.ExitCode));
        Assert.DoesNotContain("key changed", (await platform.RunAsync()).Output);
        Assert.Equal(Fernet.FromKey(OtherKey)!.Fingerprint, await platform.AskAsync("select distinct fingerprint from shipkeeper.keys"));
    }

    [Fact]
    public async Task Whoever_takes_a_new_key_is_told_what_is_still_of_the_one_before()
    {
        using var platform = await ConfigPlatform.CreateAsync(server, Later);
        var key = platform.Write("key", "sk-very-secret");
        await platform.RunAsync("api-key", "openai", "--key-file", key);
        await platform.RunAsync("api-key", "anthropic", "--key-file", key);
        await platform.RunAsync("mail", "--sender-file", key, "--password-file", key);
        platform.SetKey(OtherKey);

        var first = await platform.RunAsync("api-key", "openai", "--key-file", key, "--new-key");
        var second = await platform.RunAsync("api-key", "anthropic", "--key-file", key);

        Assert.EndsWith("""
              key       (not shown)
            other rows of api-key, if it has any, are still encrypted with the key of before: set each again
            encrypted with the key of before, and to be set again: mail

            """, first.Output);
        Assert.Equal("api-key is set\n  provider  anthropic\n  key       (not shown)\n", second.Output);
    }

    [Fact]
    public async Task A_section_that_is_new_to_a_key_that_all_others_do_not_know_is_refused_too()
    {
        using var platform = await ConfigPlatform.CreateAsync(server, Later);
        var key = platform.Write("key", "sk-very-secret");
        await platform.RunAsync("api-key", "openai", "--key-file", key);
        platform.SetKey(OtherKey);

        var run = await platform.RunAsync("later", "--token-file", key);

        Assert.Contains("(config.key-changed;", run.Error);
        Assert.Contains($"shipkeeper -C {platform.Path} config later --token-stdin --new-key\n", run.Error);
    }
}
