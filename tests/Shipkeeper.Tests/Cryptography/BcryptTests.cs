using Shipkeeper.Tools.Cryptography;

namespace Shipkeeper.Tests.Cryptography;

public sealed class BcryptTests
{
    /// <summary>The test vectors of crypt_blowfish, in the form of today.</summary>
    [Theory]
    [InlineData("U*U", "$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    [InlineData("U*U*", "$2b$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK")]
    [InlineData("U*U*U", "$2b$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a")]
    [InlineData("", "$2b$05$CCCCCCCCCCCCCCCCCCCCC.7uG0VCzI2bS7j6ymqJi9CdcdxiRTWNy")]
    [InlineData("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", "$2b$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui")]
    [InlineData("U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    [InlineData("U*U", "$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    public void A_published_hash_is_of_its_password_and_of_no_other(string password, string hash)
    {
        Assert.True(PasswordHashes.IsOf(hash, password));
        Assert.False(PasswordHashes.IsOf(hash, $"!{password}"[..Math.Min(72, password.Length + 1)]));
    }

    [Fact]
    public void A_hash_is_of_the_form_that_everybody_reads_and_of_its_password_alone()
    {
        var hash = Bcrypt.Hash("größer als früher");

        Assert.Matches(@"\A\$2b\$12\$[./A-Za-z0-9]{53}\z", hash);
        Assert.True(PasswordHashes.IsOf(hash, "größer als früher"));
        Assert.False(PasswordHashes.IsOf(hash, "größer als fruher"));
    }

    [Fact]
    public void The_same_password_never_has_the_same_hash() => Assert.NotEqual(Bcrypt.Hash("same"), Bcrypt.Hash("same"));

    [Fact]
    public void The_last_of_72_bytes_counts() => Assert.False(PasswordHashes.IsOf(
        "$2b$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui",
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456788"));

    /// <summary>bcrypt itself would hash a part of it.</summary>
    [Theory]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789012")]
    [InlineData("ößößößößößößößößößößößößößößößößößößö")]
    [InlineData("first part\0second part")]
    public void What_bcrypt_would_not_see_whole_is_refused(string password) => Assert.ThrowsAny<ArgumentException>(() => Bcrypt.Hash(password));

    [Fact]
    public void Half_a_character_is_refused() => Assert.ThrowsAny<ArgumentException>(() => Bcrypt.Hash("key: " + "🔑"[0]));

    [Fact]
    public void Many_threads_can_hash_at_once() =>
        Parallel.For(0, 16, _ => Assert.True(PasswordHashes.IsOf("$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "U*U")));

    [Fact]
    public void Without_a_library_there_is_nothing_to_call() => Assert.Equal(0, CryptCalls.Load(["libcrypt-of-nobody.so.1"]));

    [Fact]
    public void A_missing_library_is_said_with_what_to_install()
    {
        var error = BcryptErrors.NotThere(new DllNotFoundException());

        Assert.Equal(("config.no-bcrypt", "apt-get install libcrypt1"), (error.Code.Name, error.Hint));
    }
}
