using Shipkeeper.Model;
using Shipkeeper.PlatformFile;

namespace Shipkeeper.Tests.Model;

public sealed class SecretRulesTests
{
    private static readonly PlatformDefinition Platform = PlatformFileReader.Parse("""
        platform: shop
        settings: {mode: [production, dev]}
        secrets:
          FERNET: {generate: fernet}
          HEX:    {generate: hex, bytes: 32}
          TOKEN:  {generate: token, bytes: 32, dev: password}
          ASKED:  {ask: "Mail password"}
          EXTRA:  {ask: "Mail password", optional: true}
        """);

    [Theory]
    [InlineData("FERNET", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=", null)]
    [InlineData("FERNET", "_-EyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=", null)]
    [InlineData("FERNET", "/+EyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=", null)]
    [InlineData("FERNET", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE", "is no Fernet key: 32 bytes in base64")]
    [InlineData("FERNET", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkw", "is no Fernet key: 32 bytes in base64")]
    [InlineData("FERNET", "not base64 at all!", "is no Fernet key: 32 bytes in base64")]
    [InlineData("HEX", "00112233445566778899aabbccddeeff", null)]
    [InlineData("HEX", "00112233445566778899AABBCCDDEEFF", null)]
    [InlineData("HEX", "00112233445", "is not hexadecimal")]
    [InlineData("HEX", "00112233445g", "is not hexadecimal")]
    [InlineData("HEX", "0011223344", "is weak: shorter than 12 characters")]
    [InlineData("TOKEN", "a-long_enough-token", null)]
    [InlineData("TOKEN", "tooshort", "is weak: shorter than 12 characters")]
    [InlineData("ASKED", "short", null)]
    [InlineData("ASKED", "Password", "has a value that everybody tries first")]
    [InlineData("ASKED", null, "is missing")]
    [InlineData("ASKED", "", "is empty")]
    [InlineData("EXTRA", null, null)]
    [InlineData("EXTRA", "", null)]
    [InlineData("EXTRA", "changeme", "is still a placeholder")]
    public void A_value_will_do_or_the_reason_is_said(string name, string? value, string? problem) =>
        Assert.Equal(problem, SecretRules.FindProblem(Platform.Secrets[name], value, isDev: false));

    [Fact]
    public void The_fixed_value_of_mode_dev_is_good_in_mode_dev_alone()
    {
        Assert.Null(SecretRules.FindProblem(Platform.Secrets["TOKEN"], "password", isDev: true));
        Assert.Equal(
            "has its fixed value for mode dev, and the mode is not dev",
            SecretRules.FindProblem(Platform.Secrets["TOKEN"], "password", isDev: false));
    }

    [Theory]
    [InlineData("<password>")]
    [InlineData("[your key]")]
    [InlineData("{key}")]
    [InlineData("${POSTGRES_PASSWORD}")]
    [InlineData("changeme")]
    [InlineData("CHANGE_ME")]
    [InlineData("please-change-this-now")]
    [InlineData("replace me")]
    [InlineData("fill-in")]
    [InlineData("your-secret-here")]
    [InlineData("my placeholder")]
    [InlineData("TODO")]
    [InlineData("xxxxxxxx")]
    [InlineData("********")]
    [InlineData("...")]
    [InlineData("example")]
    [InlineData("none")]
    public void What_stands_in_example_files_is_a_placeholder_in_every_mode(string value)
    {
        Assert.Equal("is still a placeholder", SecretRules.FindProblem(Platform.Secrets["ASKED"], value, isDev: false));
        Assert.Equal("is still a placeholder", SecretRules.FindProblem(Platform.Secrets["ASKED"], value, isDev: true));
    }

    [Fact]
    public void Nothing_generated_is_ever_taken_for_a_placeholder_or_weak() =>
        Assert.All(
            Enumerable.Range(0, 500),
            _ => Assert.All(
                Platform.Secrets.Values.Where(secret => secret.Origin is SecretOrigin.Generated),
                secret => Assert.Null(SecretRules.FindProblem(secret, SecretGeneration.Generate((SecretOrigin.Generated)secret.Origin), isDev: false))));

    [Fact]
    public void A_problem_never_says_the_value() =>
        Assert.All(
            Platform.Secrets.Values,
            secret => Assert.DoesNotContain("hunter2", SecretRules.FindProblem(secret, "<hunter2>", isDev: false), StringComparison.Ordinal));
}
