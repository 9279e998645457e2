using Shipkeeper.Tools.Cryptography;

namespace Shipkeeper.Tests.Cryptography;

/// <summary>With the published vectors: generate.json, verify.json and invalid.json of github.com/fernet/spec.</summary>
public sealed class FernetTests
{
    private const string Key = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";
    private const string Hello = "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==";

    private static readonly DateTimeOffset Then = new(1985, 10, 26, 1, 20, 0, TimeSpan.FromHours(-7));
    private static readonly Fernet Fernet = Fernet.FromKey(Key)!;

    [Fact]
    public void The_published_text_becomes_the_published_token() =>
        Assert.Equal(Hello, Fernet.Encrypt("hello", Then, [.. Enumerable.Range(0, 16).Select(number => (byte)number)]));

    [Fact]
    public void The_published_token_becomes_the_published_text() => Assert.Equal("hello", Fernet.Decrypt(Hello));

    [Theory]
    [InlineData("incorrect mac", "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykQUFBQUFBQUFBQQ==")]
    [InlineData("too short", "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPA==")]
    [InlineData("invalid base64", "%%%%%%%%%%%%%AECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykRtfsH-p1YsUD2Q==")]
    [InlineData("payload size not multiple of block size", "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPOm73QeoCk9uGib28Xe5vz6oxq5nmxbx_v7mrfyudzUm")]
    [InlineData("payload padding error", "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0ODz4LEpdELGQAad7aNEHbf-JkLPIpuiYRLQ3RtXatOYREu2FWke6CnJNYIbkuKNqOhw==")]
    [InlineData("incorrect IV (causes padding error)", "gAAAAAAdwJ6xBQECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAkLhFLHpGtDBRLRTZeUfWgHSv49TF2AUEZ1TIvcZjK1zQ==")]
    [InlineData("trailing characters after b64 padding", Hello + "trailingdata")]
    [InlineData("invalid characters in b64", "*gAAAAAAdwJ6wAAECAwQFBgcI!CQoLDA0ODy021?cpGVWKZ_eEwC@GM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==")]
    [InlineData("invalid non-urlsafe characters in b64", "gAAAAAAdwJ6wAAEC/AwQFBgcICQoLDA0ODy+021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==")]
    [InlineData("nothing", "")]
    public void A_published_invalid_token_is_refused(string fault, string token) => Assert.True(Fernet.Decrypt(token) is null, fault);

    /// <summary>Published as invalid for their time alone: one from the far future, one that has expired. Their text is empty.</summary>
    [Theory]
    [InlineData("gAAAAAAdwStRAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAnja1xKYyhd-Y6mSkTOyTGJmw2Xc2a6kBd-iX9b_qXQcw==")]
    [InlineData("gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykRtfsH-p1YsUD2Q==")]
    public void What_is_kept_has_no_age(string token) => Assert.Equal("", Fernet.Decrypt(token));

    [Theory]
    [InlineData("")]
    [InlineData("sixteen bytes !!")]
    [InlineData("größer als früher, 密码, \0 and\nmore")]
    public void A_text_comes_back_as_it_was(string text) => Assert.Equal(text, Fernet.Decrypt(Fernet.Encrypt(text, Then)));

    [Fact]
    public void The_same_text_never_becomes_the_same_token() =>
        Assert.NotEqual(Fernet.Encrypt("hello", Then), Fernet.Encrypt("hello", Then));

    [Fact]
    public void A_token_says_when_it_was_made() => Assert.StartsWith("gAAAAAAdwJ6w", Fernet.Encrypt("hello", Then));

    [Fact]
    public void One_changed_character_anywhere_is_noticed() => Assert.All(Enumerable.Range(0, Hello.Length - 3), place =>
    {
        var changed = Hello.Remove(place, 1).Insert(place, Hello[place] == 'A' ? "B" : "A");
        Assert.Null(Fernet.Decrypt(changed));
    });

    [Fact]
    public void Another_key_opens_nothing() => Assert.Null(Fernet.FromKey(new string('A', 43) + "=")!.Decrypt(Hello));

    [Fact]
    public void A_key_in_standard_base64_is_the_same_key() =>
        Assert.Equal("hello", Fernet.FromKey(Key.Replace('-', '+').Replace('_', '/'))!.Decrypt(Hello));

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
