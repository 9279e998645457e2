using Shipkeeper.Engine;
using Shipkeeper.Model;
using Shipkeeper.State;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Tests.State;

public sealed class LayerOneTests : IDisposable
{
    private const string Yaml = """
        platform: shop
        settings: {mode: [production, dev]}
        secrets:
          POSTGRES_PASSWORD: {generate: token, bytes: 32}
          API_KEY: {ask: "Key"}
          TOKEN: {from: file, path: token.txt}
          SHIPKEEPER_TEST_NEVER_SET: {from: env}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once_with_its_place()
    {
        var failure = Assert.Throws<ShipkeeperException>(() => LayerOne.Check(Platform("# a line\nPOSTGRES_PASSWORD=changeme\nAPI_KEY=\n", settings: "")));

        Assert.Equal((ErrorKind.Refused, "secrets.incomplete", "layer 1 is not complete, in 5 places."), (failure.Code.Kind, failure.Code.Name, failure.Message));
        Assert.Equal(
            [
                "settings.env: MODE is missing; try: shipkeeper init",
                ".env:2: POSTGRES_PASSWORD is still a placeholder; try: put the value of POSTGRES_PASSWORD back; if it never had one, remove its line from .env and run 'shipkeeper init'",
                ".env:3: API_KEY is empty; try: shipkeeper init --set-stdin API_KEY",
                "token.txt: TOKEN is missing; try: write the value of TOKEN into token.txt",
                "environment: SHIPKEEPER_TEST_NEVER_SET is missing; try: set SHIPKEEPER_TEST_NEVER_SET in the environment in which shipkeeper runs",
            ],
            failure.Details);
    }

    [Fact]
    public void A_secret_in_a_file_of_its_own_is_read_without_its_line_end()
    {
        _folder.Write("token.txt", "a token\r");

        var platform = Platform("");

        Assert.Equal("a token", SecretsReader.Read(platform, platform.Definition.Secrets["TOKEN"]));
        Assert.Equal(new Dictionary<string, string> { ["TOKEN"] = "a token" }, SecretsReader.ReadPassedThrough(platform));
        Assert.Equal("*** and ***", SecretsReader.RedactionOf(Platform("UNDECLARED=of a person\n")).Apply("a token and of a person"));
    }

    [Theory]
    [InlineData(RootedFiles.Private, 0)]
    [InlineData(RootedFiles.Private | UnixFileMode.GroupRead, 1)]
    [InlineData(RootedFiles.Private | UnixFileMode.OtherRead, 1)]
    public void Secrets_that_others_can_read_are_a_problem(UnixFileMode mode, int problems)
    {
        _folder.Write(".env", "A=1");
        File.SetUnixFileMode(Path.Combine(_folder.Path, ".env"), mode);

        Assert.Equal(problems, LayerOne.FindModeProblems(Platform("")).Count);
    }

    [Fact]
    public void No_value_is_ever_said()
    {
        var problems = LayerOne.FindProblems(Platform("POSTGRES_PASSWORD=your-password-here\nAPI_KEY=hunter2\n"));

        Assert.DoesNotContain(problems, problem => $"{problem.Text} {problem.Hint}".Contains("your-password-here", StringComparison.Ordinal));
    }

    private Platform Platform(string secrets, string settings = "MODE=production\n") => Samples.Platform(Yaml, secrets, settings, _folder.Path);
}
