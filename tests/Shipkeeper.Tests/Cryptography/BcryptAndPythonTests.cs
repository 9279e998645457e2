using Shipkeeper.Tools.Cryptography;

namespace Shipkeeper.Tests.Cryptography;

[Trait("Needs", "python")]
public sealed class BcryptAndPythonTests
{
    private static readonly string[] Passwords = ["correct horse battery staple", "größer, 密码, 🔑", new('x', 72)];

    [Fact]
    public async Task Python_knows_the_password_of_what_we_hash()
    {
        var known = await Python.MapAsync<bool>(
            "bcrypt.checkpw(given[0].encode(), given[2].encode()) and not bcrypt.checkpw(given[1].encode(), given[2].encode())",
            [.. Passwords.Select(password => new[] { password, password[..^1] + "?", Bcrypt.Hash(password) })]);

        Assert.Equal([true, true, true], known);
    }

    [Fact]
    public async Task We_know_the_password_of_what_Python_hashes()
    {
        var hashes = await Python.MapAsync<string>("bcrypt.hashpw(given.encode(), bcrypt.gensalt(6)).decode()", Passwords);

        Assert.All(Passwords.Zip(hashes), pair => Assert.True(PasswordHashes.IsOf(pair.Second, pair.First)));
    }
}
