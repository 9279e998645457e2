using Shipkeeper.Config;
using Shipkeeper.Engine;
using Shipkeeper.Tests.Cryptography;
using Shipkeeper.Tools.Cryptography;
using static Shipkeeper.Tests.Config.ConfigSamples;

namespace Shipkeeper.Tests.Config;

public sealed class StoredSectionTests
{
    private const string Secret = "correct horse battery staple";

    [Fact]
    public void A_plain_value_is_stored_as_it_is_and_none_as_null() => Assert.Equal(
        new Dictionary<string, string?> { ["provider"] = "anthropic", ["model"] = null, ["tokens"] = "4096", ["fast"] = "false", ["note"] = null },
        Stored("ai", ("provider", "anthropic")).Values);

    [Fact]
    public void A_password_is_stored_as_its_hash() => Assert.True(PasswordHashes.IsOf(Stored("admin", ("password", Secret)).Values["password"]!, Secret));

    [Fact]
    public void A_key_is_stored_as_a_token_with_the_fingerprint_of_what_encrypted_it()
    {
        var stored = Stored("api-key", ("provider", "openai"), ("key", Secret));

        Assert.Equal(Secret, FernetTokens.Decrypt(Key, stored.Values["key"]!));
        Assert.Equal([new("ENCRYPTION_KEY", Fernet.FromKey(Key)!.Fingerprint)], stored.Fingerprints);
    }

    [Fact]
    public void What_is_kept_is_not_stored_again_and_needs_no_key()
    {
        var values = ValueResolution.Of(Section("api-key"), Given(("provider", "x")), new Dictionary<string, string?> { ["key"] = null });
        var stored = StoredSection.Of(values, SectionKeys.Read(Platform(), values.Section), Samples.Now);

        Assert.Equal(["provider"], stored.Values.Keys);
        Assert.Empty(stored.Fingerprints);
    }

    [Fact]
    public void What_was_entered_in_secret_is_taken_out_of_the_words_of_others() => Assert.Equal(
        "invalid input syntax: \"***\" near 'a@b'",
        Stored("mail", ("sender", "a@b"), ("pin", "1111")).Redaction.Apply("invalid input syntax: \"1111\" near 'a@b'"));

    [Theory]
    [InlineData("", "the secret ENCRYPTION_KEY, with which fields are encrypted, has no value.")]
    [InlineData("c2hvcnQ=", "the secret ENCRYPTION_KEY is no key: it must be 32 bytes in base64.")]
    public void Without_a_key_nothing_is_encrypted(string key, string message)
    {
        var error = Assert.Throws<ShipkeeperException>(() => SectionKeys.Read(Platform(key), Section("api-key")));

        Assert.Equal(("config.key-invalid", message), (error.Code.Name, error.Message));
        Assert.DoesNotContain("c2hvcnQ", error.Hint);
    }

    [Fact]
    public void A_section_without_encrypted_fields_needs_no_key() => Assert.Empty(SectionKeys.Read(Platform(key: ""), Section("admin")));

    [Theory]
    [InlineData("admin", "shipkeeper config admin")]
    [InlineData("ai", "shipkeeper config ai PROVIDER")]
    [InlineData("api-key", "shipkeeper config api-key PROVIDER --key-stdin")]
    [InlineData("mail", "shipkeeper config mail --sender-stdin --pin-file FILE")]
    [InlineData("garage", "shipkeeper config garage")]
    public void The_command_of_a_section_names_what_it_needs(string section, string call) => Assert.Equal(call, SectionCall.Of(Section(section)));

    private static StoredSection Stored(string section, params (string Field, string Value)[] given) =>
        StoredSection.Of(ValueResolution.Of(Section(section), Given(given)).MustBeWhole(), SectionKeys.Read(Platform(), Section(section)), Samples.Now);
}
