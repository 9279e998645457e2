using System.Security.Cryptography;
using Shipkeeper.Tools.Cryptography;

namespace Shipkeeper.Tests.Cryptography;

[Trait("Needs", "python")]
public sealed class FernetAndPythonTests
{
    private static readonly string Key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).Replace('+', '-').Replace('/', '_');
    private static readonly Fernet Fernet = Fernet.FromKey(Key)!;

    private static readonly string[] Texts =
        ["", "a", "exactly sixteen.", "seventeen letters", "größer, 密码, 🔑, \n and \0", new('x', 100_000), .. Enumerable.Range(1, 40).Select(length => new string('y', length))];

    [Fact]
    public async Task Python_reads_what_we_encrypt() => Assert.Equal(Texts, await Python.MapAsync<string>(
        "Fernet(given[0]).decrypt(given[1].encode()).decode()",
        [.. Texts.Select(text => new[] { Key, Fernet.Encrypt(text, TimeProvider.System.GetUtcNow()) })]));

    [Fact]
    public async Task A_key_that_Python_makes_is_a_key()
    {
        var keys = await Python.MapAsync<string>("Fernet.generate_key().decode()", 1, 2, 3);

        Assert.All(keys, key => Assert.NotNull(Fernet.FromKey(key)));
    }
}
