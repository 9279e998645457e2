using Shipkeeper.Engine;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Docker.Tests.Docker;

/// <summary>A real engine between us and a registry that is not what it should be.</summary>
public sealed class LyingRegistryTests : IDisposable
{
    private static readonly byte[] LoginWanted = LyingRegistry.Json(
        "401 Unauthorized", """{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}""", "Www-Authenticate: Basic realm=\"test\"\r\n");

    private readonly LyingRegistry _registry = new();
    private readonly DockerEngine _engine = new(EngineEndpoint.FromEnvironment(), TimeProvider.System);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _engine.Dispose();
        _registry.Dispose();
    }

    [Fact]
    public async Task One_that_lies_about_nothing_is_understood()
    {
        var offered = await _engine.Registries.AskAsync(_registry.Image, FoundLogin.None, Ct);

        Assert.Equal(_registry.Digest, offered.Digest);
    }

    [Theory]
    [InlineData("403 Forbidden", "DENIED", "requested access to the resource is denied", "registry.login")]
    [InlineData("404 Not Found", "NAME_UNKNOWN", "repository name not known to registry", "registry.not-found")]
    [InlineData("429 Too Many Requests", "TOOMANYREQUESTS", "slow down", "registry.rate-limited")]
    public async Task A_refusal_is_named(string status, string code, string message, string expected)
    {
        var refusal = LyingRegistry.Json(status, $$"""{"errors":[{"code":"{{code}}","message":"{{message}}"}]}""", "Retry-After: 3153600000\r\n");
        _registry.Answers["/v2/api/manifests/1"] = refusal;

        await BothFailAsync(expected);
    }

    [Fact]
    public async Task A_login_that_is_always_refused_is_a_matter_of_login()
    {
        _registry.Always = LoginWanted;
        var login = new FoundLogin(RegistryLogin.ByPassword(_registry.Host, "ann", "planted-password"));

        await BothFailAsync("registry.login");
        var error = await Assert.ThrowsAsync<ShipkeeperException>(() => _engine.Registries.AskAsync(_registry.Image, login, Ct));

        Assert.Equal("registry.login", error.Code.Name);
        Assert.DoesNotContain("planted", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_of_its_own_is_named()
    {
        _registry.Always = LyingRegistry.Answer("500 Internal Server Error", "oops"u8);

        await BothFailAsync("registry.failed");
    }

    [Fact]
    public async Task A_page_that_a_network_puts_before_it_is_no_answer()
    {
        _registry.Answers["/v2/api/manifests/1"] = LyingRegistry.Answer("200 OK", "<html>Please log in to the Wi-Fi</html>"u8, "Content-Type: text/html\r\n");

        await BothFailAsync("registry.bad-answer");
    }

    [Fact]
    public async Task Nobody_listens()
    {
        string image;
        using (var gone = new LyingRegistry())
        {
            image = gone.Image;
        }

        var error = await Assert.ThrowsAsync<ShipkeeperException>(() => _engine.Registries.AskAsync(image, FoundLogin.None, Ct));

        Assert.Equal("registry.unreachable", error.Code.Name);
    }

    [Fact]
    public async Task One_that_never_answers_is_given_up()
    {
        _registry.IsSilent = true;
        using var engine = new DockerEngine(EngineEndpoint.FromEnvironment(), new HurriedTime());

        var asked = await Assert.ThrowsAsync<ShipkeeperException>(() => engine.Registries.AskAsync(_registry.Image, FoundLogin.None, Ct));
        var pulled = await Assert.ThrowsAsync<ShipkeeperException>(
            () => engine.Registries.PullAsync(_registry.Image, FoundLogin.None, _ => { }, TimeSpan.FromSeconds(30), Ct));

        Assert.Equal(("registry.timeout", "registry.timeout"), (asked.Code.Name, pulled.Code.Name));
    }

    [Fact]
    public async Task A_manifest_that_is_not_that_of_its_digest_is_refused()
    {
        var other = LyingRegistry.DigestOf([1, 2, 3]);
        _registry.Answers[$"/v2/api/manifests/{other}"] = LyingRegistry.Answer(
            "200 OK", _registry.Manifest, $"Content-Type: {LyingRegistry.ManifestType}\r\nDocker-Content-Digest: {other}\r\n");

        await PullFailsAsync($"{_registry.Host}/api@{other}", "registry.bad-answer");
    }

    [Fact]
    public async Task A_layer_that_is_not_that_of_its_digest_is_refused()
    {
        _registry.Answers[_registry.LayerPath] = LyingRegistry.Answer("200 OK", new byte[_registry.Layer.Length]);

        await PullFailsAsync(_registry.Image, "registry.bad-answer");
    }

    [Fact]
    public async Task A_layer_that_is_not_there_is_missing()
    {
        _registry.Answers.Remove(_registry.LayerPath);

        await PullFailsAsync(_registry.Image, "registry.not-found");
    }

    private async Task BothFailAsync(string code)
    {
        var asked = await Assert.ThrowsAsync<ShipkeeperException>(() => _engine.Registries.AskAsync(_registry.Image, FoundLogin.None, Ct));

        Assert.True(asked.Code.Name == code, $"{asked.Code.Name}: {asked.Message}");
        await PullFailsAsync(_registry.Image, code);
    }

    private async Task PullFailsAsync(string image, string code)
    {
        var pulled = await Assert.ThrowsAsync<ShipkeeperException>(() => _engine.Registries.PullAsync(image, FoundLogin.None, _ => { }, EngineRegistries.UsualPatience, Ct));

        Assert.True(pulled.Code.Name == code, $"{pulled.Code.Name}: {pulled.Message}");
        var missing = await Assert.ThrowsAsync<ShipkeeperException>(() => _engine.Images.InspectAsync(image, Ct));
        Assert.Equal("docker.not-found", missing.Code.Name);
    }

    /// <summary>Ten times as fast.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / 10 : dueTime, period);
    }
}
