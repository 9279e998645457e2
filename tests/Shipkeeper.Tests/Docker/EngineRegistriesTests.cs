using System.Text;
using Shipkeeper.Engine;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Tests.Docker;

/// <summary>What an engine says of a registry, in its own words of several versions, and what we make of it.</summary>
public sealed class EngineRegistriesTests : IDisposable
{
    private const string Asked = "/distribution/shop.example%3A5000%2Fapi%3A1.0/json";
    private const string Reference = "shop.example:5000/api:1.0";
    private const string Digest = "sha256:1111111111111111111111111111111111111111111111111111111111111111";

    private readonly FakeEngine _fake = new();
    private readonly DockerEngine _engine;

    public EngineRegistriesTests() => _engine = new(_fake.Endpoint, TimeProvider.System);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _engine.Dispose();
        _fake.Dispose();
    }

    [Fact]
    public async Task A_registry_says_digest_and_platforms()
    {
        _fake.Answers[Asked] = FakeEngine.Json($$"""
            {"Descriptor":{"mediaType":"x","digest":"{{Digest}}","size":10},"Platforms":[{"architecture":"amd64","os":"linux"},null,{"architecture":"arm","os":"linux","variant":"v7"}]}
            """);

        var offered = await _engine.Registries.AskAsync(Reference, FoundLogin.None, Ct);

        Assert.Equal(Digest, offered.Digest);
        Assert.Equal(["linux/amd64", "linux/arm/v7"], offered.Platforms.Select(platform => platform.ToString()));
        Assert.True(offered.IsFor(await _engine.VersionAsync(Ct)));
        Assert.DoesNotContain(_fake.Headers, header => header.StartsWith("X-Registry-Auth", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("404 Not Found", "manifest unknown: manifest unknown", "registry.not-found")]
    [InlineData("404 Not Found", "pull access denied for api, repository does not exist or may require 'docker login'", "registry.login")]
    [InlineData("401 Unauthorized", "unauthorized: authentication required", "registry.login")]
    [InlineData("403 Forbidden", "denied: requested access to the resource is denied", "registry.login")]
    [InlineData("500 Server Error", "Get \"https://shop.example:5000/v2/\": no basic auth credentials", "registry.login")]
    [InlineData("429 Too Many Requests", "toomanyrequests: You have reached your pull rate limit", "registry.rate-limited")]
    [InlineData("500 Server Error", "error parsing HTTP 429 response body: invalid character 'T' looking for beginning of value: \"Too Many Requests\"", "registry.rate-limited")]
    [InlineData("500 Server Error", "Get \"https://shop.example:5000/v2/\": dial tcp 127.0.0.1:5000: connect: connection refused", "registry.unreachable")]
    [InlineData("500 Server Error", "Get \"https://shop.example:5000/v2/\": dial tcp: lookup shop.example: no such host", "registry.unreachable")]
    [InlineData("500 Server Error", "Get \"https://shop.example:5000/v2/\": EOF", "registry.unreachable")]
    [InlineData("500 Server Error", "Get \"https://shop.example:5000/v2/\": dial tcp 10.0.0.1:5000: i/o timeout", "registry.timeout")]
    [InlineData("500 Server Error", "Get \"https://shop.example:5000/v2/\": net/http: TLS handshake timeout", "registry.timeout")]
    [InlineData("500 Server Error", "Get \"https://shop.example:5000/v2/\": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)", "registry.timeout")]
    [InlineData("500 Server Error", "Get \"https://shop.example:5000/v2/\": tls: failed to verify certificate: x509: certificate signed by unknown authority", "registry.untrusted")]
    [InlineData("500 Server Error", "Get \"https://shop.example:5000/v2/\": x509: certificate has expired or is not yet valid", "registry.untrusted")]
    [InlineData("500 Server Error", "Get \"https://shop.example:5000/v2/\": http: server gave HTTP response to HTTPS client", "registry.untrusted")]
    [InlineData("500 Server Error", "received unexpected HTTP status: 503 Service Unavailable", "registry.failed")]
    [InlineData("500 Server Error", "manifest verification failed for digest sha256:1", "registry.bad-answer")]
    [InlineData("500 Server Error", "error parsing HTTP 200 response body: invalid character '<' looking for beginning of value", "registry.bad-answer")]
    [InlineData("500 Server Error", "write /var/lib/docker/tmp/x: no space left on device", "docker.no-space")]
    [InlineData("500 Server Error", "something that nobody has seen before", "docker.failed")]
    public async Task The_engines_words_tell_what_a_registry_did(string status, string said, string code)
    {
        _fake.Answers[Asked] = FakeEngine.Json($$"""{"message":{{System.Text.Json.JsonSerializer.Serialize(said)}} }""", status);

        var error = await Assert.ThrowsAsync<ShipkeeperException>(() => _engine.Registries.AskAsync(Reference, FoundLogin.None, Ct));

        Assert.Equal(code, error.Code.Name);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "What shop.example:5000 sent for 'shop.example:5000/api:1.0' makes no sense: it names no digest.")]
    [InlineData("{\"Descriptor\":{\"digest\":\"latest\"}}", "What shop.example:5000 sent for 'shop.example:5000/api:1.0' makes no sense: 'latest' is no digest.")]
    public async Task An_answer_without_a_digest_is_none(string answer, string message)
    {
        _fake.Answers[Asked] = FakeEngine.Json(answer);

        var error = await Assert.ThrowsAsync<ShipkeeperException>(() => _engine.Registries.AskAsync(Reference, FoundLogin.None, Ct));

        Assert.Equal(("registry.bad-answer", message), (error.Code.Name, error.Message));
    }

    [Fact]
    public async Task A_digest_that_was_not_asked_for_is_refused()
    {
        _fake.Answers[$"/distribution/api%40sha256%3A{Samples.Digest('2')}/json"] = FakeEngine.Json($$"""{"Descriptor":{"digest":"{{Digest}}"} }""");

        var error = await Assert.ThrowsAsync<ShipkeeperException>(() => _engine.Registries.AskAsync($"api@sha256:{Samples.Digest('2')}", FoundLogin.None, Ct));

        Assert.Equal("registry.bad-answer", error.Code.Name);
    }

    [Fact]
    public async Task A_registry_that_never_answers_is_named_and_not_the_engine()
    {
        using var engine = new DockerEngine(_fake.Endpoint, new HurriedTime());

        var error = await Assert.ThrowsAsync<ShipkeeperException>(() => engine.Registries.AskAsync(Reference, FoundLogin.None, Ct));

        Assert.Equal("registry.timeout", error.Code.Name);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("a b")]
    [InlineData("api?x=1")]
    public async Task A_name_that_is_none_is_not_asked_for(string reference)
    {
        var error = await Assert.ThrowsAsync<ShipkeeperException>(() => _engine.Registries.AskAsync(reference, FoundLogin.None, Ct));

        Assert.Equal("registry.bad-reference", error.Code.Name);
        Assert.Empty(_fake.Requests);
    }

    [Fact]
    public async Task A_login_goes_to_its_own_registry_alone_and_into_no_error()
    {
        _fake.Answers[Asked] = FakeEngine.Json("""{"message":"unauthorized: incorrect username or password"}""", "401 Unauthorized");

        var error = await Assert.ThrowsAsync<ShipkeeperException>(
            () => _engine.Registries.AskAsync(Reference, new(RegistryLogin.ByPassword("shop.example:5000", "ann", "planted-password")), Ct));
        var sent = _fake.Headers.Single(header => header.StartsWith("X-Registry-Auth: ", StringComparison.Ordinal))["X-Registry-Auth: ".Length..];
        await Assert.ThrowsAsync<ShipkeeperException>(
            () => _engine.Registries.AskAsync(Reference, new(RegistryLogin.ByPassword("shop.example", "ann", "planted-password"), "it is mixed up"), Ct));

        Assert.Equal(
            """{"serveraddress":"shop.example:5000","username":"ann","password":"planted-password"}""",
            Encoding.UTF8.GetString(Convert.FromBase64String(sent.Replace('-', '+').Replace('_', '/'))));
        Assert.DoesNotContain("planted", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(_fake.Headers, header => header.StartsWith("X-Registry-Auth", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_pull_tells_how_far_it_is_and_what_came()
    {
        var told = new List<string>();
        _fake.Answers["/images/create"] = FakeEngine.Stream($$"""
            {"status":"Pulling from api","id":"1.0"}
            {"status":"Pulling fs layer","progressDetail":{},"id":"a"}
            {"status":"Already exists","progressDetail":{},"id":"b"}
            {"status":"Downloading","progressDetail":{"current":1048576,"total":4194304},"id":"a"}
            no news
            {"status":"Verifying Checksum","progressDetail":{},"id":"a"}
            {"status":"Extracting","progressDetail":{"current":7,"total":9},"id":"a"}
            {"status":"Pull complete","progressDetail":{},"id":"a"}
            {"status":"Digest: {{Digest}}"}
            {"status":"Status: Downloaded newer image for api:1.0"}

            """);

        var digest = await _engine.Registries.PullAsync(Reference, FoundLogin.None, progress => told.Add(progress.ToString()), EngineRegistries.UsualPatience, Ct);

        Assert.Equal(Digest, digest);
        Assert.Equal(["0 of 1 layers", "1 of 2 layers", "1 of 2 layers, 1 of 4 MiB", "1 of 2 layers, 4 of 4 MiB", "2 of 2 layers, 4 of 4 MiB"], told);
        Assert.Equal("/v1.45/images/create?fromImage=shop.example%3A5000%2Fapi&tag=1.0", _fake.Requests[^1]);
    }

    [Fact]
    public async Task What_is_pulled_by_digest_is_asked_for_by_digest_alone()
    {
        _fake.Answers["/images/create"] = FakeEngine.Stream("");

        Assert.Null(await _engine.Registries.PullAsync($"api:1.0@{Digest}", FoundLogin.None, _ => { }, EngineRegistries.UsualPatience, Ct));
        await _engine.Registries.PullAsync("api", FoundLogin.None, _ => { }, EngineRegistries.UsualPatience, Ct);

        Assert.Equal([$"/v1.45/images/create?fromImage=api&tag=sha256%3A{Digest[7..]}", "/v1.45/images/create?fromImage=api&tag=latest"], _fake.Requests[1..]);
    }

    [Theory]
    [InlineData("manifest for api:1.0 not found: manifest unknown: manifest unknown", "registry.not-found")]
    [InlineData("unexpected EOF", "registry.bad-answer")]
    [InlineData("filesystem layer verification failed for digest sha256:1", "registry.bad-answer")]
    [InlineData("no matching manifest for linux/amd64 in the manifest list entries", "registry.no-platform")]
    [InlineData("failed to register layer: Error processing tar file(exit status 1): write /x: no space left on device", "docker.no-space")]
    public async Task A_line_of_failure_in_the_stream_is_an_error(string said, string code)
    {
        _fake.Answers["/images/create"] = FakeEngine.Stream($$"""
            {"status":"Pulling from api","id":"1.0"}
            {"errorDetail":{"message":"{{said}}"},"error":"{{said}}"}

            """);

        var error = await Assert.ThrowsAsync<ShipkeeperException>(() => _engine.Registries.PullAsync(Reference, FoundLogin.None, _ => { }, EngineRegistries.UsualPatience, Ct));

        Assert.Equal(code, error.Code.Name);
    }

    [Fact]
    public async Task A_pull_without_news_ends_and_one_with_news_goes_on()
    {
        using var engine = new DockerEngine(_fake.Endpoint, new HurriedTime());
        var told = 0;
        _fake.Answers["/images/create"] = async connection =>
        {
            await FakeEngine.Stream("")(connection);
            for (var layer = 0; layer < 6; layer++)
            {
                await FakeEngine.Raw($$"""{"status":"Pulling fs layer","id":"{{layer}}"}""" + "\n")(connection);
                await Task.Delay(TimeSpan.FromSeconds(0.2), Ct);
            }

            await Task.Delay(Timeout.Infinite, Ct);
        };

        var error = await Assert.ThrowsAsync<ShipkeeperException>(
            () => engine.Registries.PullAsync(Reference, FoundLogin.None, _ => told++, TimeSpan.FromSeconds(80), Ct));

        Assert.Equal(("registry.timeout", 6), (error.Code.Name, told));
    }

    [Fact]
    public async Task An_engine_that_goes_away_during_a_pull_is_a_drop()
    {
        _fake.Answers["/images/create"] = FakeEngine.Raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"sta");

        var error = await Assert.ThrowsAsync<ShipkeeperException>(() => _engine.Registries.PullAsync(Reference, FoundLogin.None, _ => { }, EngineRegistries.UsualPatience, Ct));

        Assert.Equal("docker.dropped", error.Code.Name);
    }

    /// <summary>A hundred times as fast.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / 100 : dueTime, period);
    }
}
