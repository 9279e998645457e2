using Shipkeeper.Engine;
using Shipkeeper.Model;
using Shipkeeper.PlatformFile;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tests.Model;

public sealed class SecretGenerationTests
{
    [Theory]
    [InlineData(SecretGenerator.Hex, 16, "^[0-9a-f]{32}$")]
    [InlineData(SecretGenerator.Hex, 32, "^[0-9a-f]{64}$")]
    [InlineData(SecretGenerator.Token, 32, "^[A-Za-z0-9_-]{43}$")]
    [InlineData(SecretGenerator.Token, 16, "^[A-Za-z0-9_-]{22}$")]
    [InlineData(SecretGenerator.Fernet, 32, "^[A-Za-z0-9_-]{43}=$")]
    internal void A_secret_has_the_form_its_generator_promises(SecretGenerator generator, int bytes, string form) =>
        Assert.Matches(form, SecretGeneration.Generate(new(generator, bytes)));

    [Fact]
    public void No_two_are_the_same() =>
        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(_ => SecretGeneration.Generate(new(SecretGenerator.Token, 16))).Distinct().Count());

    [Fact]
    public async Task Python_reads_a_fernet_key_as_32_bytes()
    {
        var key = SecretGeneration.Generate(new(SecretGenerator.Fernet, 32));
        var call = ToolCall.Of("python3", "-c", "import base64,sys; print(len(base64.urlsafe_b64decode(sys.argv[1])))", key);
        try
        {
            Assert.Equal("32", (await ((IToolRunner)new ToolRunner(TimeProvider.System)).RunAsync(call, TestContext.Current.CancellationToken)).Output.Trim());
        }
        catch (ShipkeeperException noPython) when (noPython.Code == ToolErrors.NotFoundCode)
        {
            Assert.Skip("there is no python3 here");
        }
    }
}
