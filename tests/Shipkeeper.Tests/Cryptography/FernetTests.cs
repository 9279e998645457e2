using Shipkeeper.Tools.Cryptography;

namespace Shipkeeper.Tests.Cryptography;

/// <summary>With the published vector: generate.json of github.com/fernet/spec.</summary>
public sealed class FernetTests
{
    private const string Key = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";
    private const string Hello = "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==";

    private static readonly DateTimeOffset Then = new(1985, 10, 26, 1, 20, 0, TimeSpan.FromHours(-7));
    private static readonly byte[] Iv = [.. Enumerable.Range(0, 16).Select(number => (byte)number)];
    private static readonly Fernet Fernet = Fernet.FromKey(Key)!;

    [Fact]
    public void The_published_text_becomes_the_published_token() =>
        Assert.Equal(Hello, Fernet.Encrypt("hello", Then, Iv));

    [Theory]
    [InlineData("")]
    [InlineData("sixteen bytes !!")]
    [InlineData("größer als früher, 密码, \0 and\nmore")]
    public void A_text_comes_back_as_it_was(string text) => Assert.Equal(text, FernetTokens.Decrypt(Key, Fernet.Encrypt(text, Then)));

    [Fact]
    public void The_same_text_never_becomes_the_same_token() =>
        Assert.NotEqual(Fernet.Encrypt("hello", Then), Fernet.Encrypt("hello", Then));

    [Fact]
    public void A_token_says_when_it_was_made() => Assert.StartsWith("gAAAAAAdwJ6w", Fernet.Encrypt("hello", Then));

    [Fact]
    public void Another_key_makes_another_token() => Assert.NotEqual(Hello, Fernet.FromKey(new string('A', 43) + "=")!.Encrypt("hello", Then, Iv));

    [Fact]
    public void A_key_in_standard_base64_is_the_same_key() =>
        Assert.Equal(Hello, Fernet.FromKey(Key.Replace('-', '+').Replace('_', '/'))!.Encrypt("hello", Then, Iv));

    [Theory]
    [InlineData("")]
    [InlineData("c2hvcnQ=")]
    [InlineData("not base64 at all, although as long as a key")]
    [InlineData("cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4")]
    [InlineData("cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e7u")]
    public void What_is_not_32_bytes_in_base64_is_no_key(string key) => Assert.Null(Fernet.FromKey(key));

    [Fact]
    public void A_fingerprint_is_the_keys_own_and_for_ever() => Assert.Equal(
        ("490ea2f19e426f9f8f766fc2fb4910fdf062ede4ac421dcb7122e2cc2e8944f4", true),
        (Fernet.Fingerprint, Fernet.FromKey(new string('A', 43) + "=")!.Fingerprint != Fernet.Fingerprint));
}
