using System.Text;
using Shipkeeper.Tools.Docker;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tests.Docker;

/// <summary>Logins where the docker command line keeps them, with real helper programs.</summary>
public sealed class RegistryLoginsTests : IDisposable
{
    private const string Secret = "planted-password";

    private readonly TemporaryFolder _folder = new();
    private readonly RecordingTools _tools;

    public RegistryLoginsTests() => _tools = new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("shop.example:5000/api:1", "shop.example:5000", "shop.example:5000")]
    [InlineData("api:1", "https://index.docker.io/v1/", "https://index.docker.io/v1/")]
    [InlineData("shop.example/api:1", "https://shop.example/v1/", "shop.example")]
    public async Task A_stored_login_is_found_by_its_registry(string reference, string key, string registry)
    {
        Config($$"""{"auths": {"other.example": {"auth": "{{Pair("bob", "other")}}"}, "{{key}}": {"auth": "{{Pair("ann", Secret)}}"} } }""");

        var found = await FindAsync(reference);

        Assert.Equal(registry, found.Login!.Registry);
        Assert.Null(found.Trouble);
    }

    [Theory]
    [InlineData("""{"auths": {"shop.example:5001": {"auth": "YTpi"} } }""")]
    [InlineData("""{"auths": {"shop.example:5000": {} } }""")]
    [InlineData("""{"auths": null, "unknown": 1}""")]
    [InlineData("{}")]
    public async Task Nobody_is_logged_in(string config)
    {
        Config(config);

        Assert.Equal(FoundLogin.None, await FindAsync("shop.example:5000/api"));
    }

    [Fact]
    public async Task Without_a_file_nobody_is_logged_in() => Assert.Equal(FoundLogin.None, await FindAsync("shop.example:5000/api"));

    [Theory]
    [InlineData("{")]
    [InlineData("""{"auths": {"shop.example:5000": {"auth": "%%%"} } }""")]
    [InlineData("""{"auths": []}""")]
    public async Task A_file_that_cannot_be_understood_is_told_where_a_login_is_wanted(string config)
    {
        Config(config);

        var found = await FindAsync("shop.example:5000/api");

        Assert.Equal((null, $"no login was found, because {_folder.Path}/config.json cannot be understood"), (found.Login, found.Trouble));
    }

    [Fact]
    public async Task A_helper_is_asked_for_the_registry_on_its_standard_input()
    {
        Config("""{"credHelpers": {"shop.example:5000": "test"}, "credsStore": "none"}""");
        Helper("test", $$"""read address; printf '{"Username":"ann of %s","Secret":"{{Secret}}"}' "$address" """);

        var found = await FindAsync("shop.example:5000/api");

        Assert.Equal("shop.example:5000", found.Login!.Registry);
        Assert.Equal(["docker-credential-test get"], _tools.Calls);
        Assert.DoesNotContain(Secret, found.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_knows_nobody_is_no_trouble()
    {
        Config("""{"credsStore": "test"}""");
        Helper("test", "echo 'credentials not found in native keychain'; exit 1");

        Assert.Equal(FoundLogin.None, await FindAsync("api"));
    }

    [Theory]
    [InlineData("test", "echo secret-word; exit 3", "no login was found, because docker-credential-test ended with exit code 3")]
    [InlineData("test", "echo nonsense", "cannot be understood")]
    [InlineData("gone", "", "no login was found, because The program 'docker-credential-gone' was not found")]
    [InlineData("../../bin/sh", "", "no login was found, because config.json names the credential helper '../../bin/sh'")]
    public async Task A_helper_that_fails_is_told_where_a_login_is_wanted(string name, string script, string trouble)
    {
        Config($$"""{"credsStore": "{{name}}"}""");
        Helper("test", script);

        var found = await FindAsync("api");

        Assert.Null(found.Login);
        Assert.Contains(trouble, found.Trouble, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-word", found.Trouble, StringComparison.Ordinal);
    }

    private void Config(string json) => _folder.Write("config.json", json);

    private void Helper(string name, string script)
    {
        var path = _folder.Write($"docker-credential-{name}", $"#!/bin/sh\n{script}");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private Task<FoundLogin> FindAsync(string reference) => new RegistryLogins(_tools, _folder.Path).FindAsync(reference, TestContext.Current.CancellationToken);

    private static string Pair(string user, string password) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));

    /// <summary>Finds programs in a folder of the test first, and remembers the command lines.</summary>
    private sealed class RecordingTools(string folder) : IToolRunner
    {
        private readonly ToolRunner _tools = new(TimeProvider.System);

        public List<string> Calls { get; } = [];

        public Task<ToolResult> RunAsync(ToolCall call, ToolPipes pipes, CancellationToken ct)
        {
            Calls.Add(call.ToString());
            var environment = new Dictionary<string, string>(call.Environment) { ["PATH"] = $"{folder}:{call.Environment["PATH"]}" };
            return _tools.RunAsync(call with { Environment = environment }, pipes, ct);
        }

        public Task<int> RunAttachedAsync(ToolCall call, CancellationToken stop) => throw new NotSupportedException();
    }
}
