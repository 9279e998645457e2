using System.Net.Sockets;
using System.Text;
using Shipkeeper.Engine;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Tests.Docker;

public sealed class EngineFaultsTests : IDisposable
{
    private readonly FakeEngine _fake = new();
    private readonly DockerEngine _engine;

    public EngineFaultsTests() => _engine = new(_fake.Endpoint, TimeProvider.System);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _engine.Dispose();
        _fake.Dispose();
    }

    [Fact]
    public async Task An_engine_that_takes_the_call_and_never_answers_is_a_timeout()
    {
        using var engine = new DockerEngine(_fake.Endpoint, new HurriedTime());

        await FailsAsync("docker.timeout", "The Docker engine did not answer for container 'web' within 30 s.", () => engine.Containers.InspectAsync("web", Ct));
        await FailsAsync("docker.timeout", "The Docker engine did not answer for a ping within 10 s.", () => engine.PingAsync(Ct));
        await FailsAsync("docker.timeout", "The Docker engine did not answer for its events within 30 s.", () => engine.Events.OpenAsync([], Ct));
    }

    [Fact]
    public async Task Headers_without_the_promised_body_are_a_timeout_too()
    {
        using var engine = new DockerEngine(_fake.Endpoint, new HurriedTime());
        _fake.Answers["/info"] = async connection =>
        {
            await FakeEngine.Raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")(connection);
            await Task.Delay(TimeSpan.FromSeconds(20), Ct);
        };

        await FailsAsync("docker.timeout", null, () => engine.InfoAsync(Ct));
    }

    [Fact]
    public async Task A_cancelled_call_is_cancelled_and_no_timeout()
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(0.2));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _engine.Containers.InspectAsync("web", cancel.Token));
    }

    [Fact]
    public async Task A_missing_socket_is_an_engine_that_is_not_running()
    {
        using var folder = new TemporaryFolder();
        using var engine = new DockerEngine(EngineEndpoint.Parse($"unix://{folder.Path}/none.sock"), TimeProvider.System);

        await FailsAsync("docker.not-running", $"No Docker engine answers at {folder.Path}/none.sock.", () => engine.PingAsync(Ct));
    }

    [Fact]
    public async Task A_socket_that_nobody_listens_on_is_an_engine_that_is_not_running()
    {
        using var folder = new TemporaryFolder();
        using (var left = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            left.Bind(new UnixDomainSocketEndPoint($"{folder.Path}/left.sock"));
        }

        using var engine = new DockerEngine(EngineEndpoint.Parse($"unix://{folder.Path}/left.sock"), TimeProvider.System);
        await FailsAsync("docker.not-running", null, () => engine.PingAsync(Ct));
    }

    [Fact]
    public void A_socket_that_may_not_be_opened_names_the_group()
    {
        var refused = new HttpRequestException("refused", new SocketException((int)SocketError.AccessDenied));

        var error = DockerErrors.FromConnection(EngineEndpoint.Parse(null), "a ping", refused);

        Assert.Equal(("docker.no-permission", "sudo usermod -aG docker $USER"), (error.Code.Name, error.Hint));
    }

    [Fact]
    public async Task An_engine_that_is_too_old_is_refused_before_any_call()
    {
        _fake.Answers["/version"] = FakeEngine.Json("""{"Version":"19.03.15","ApiVersion":"1.40"}""");

        await FailsAsync(
            "docker.too-old", "The Docker engine 19.03.15 speaks API 1.40; at least 1.41 is needed (engine 20.10).", () => _engine.InfoAsync(Ct));
        Assert.Equal(["/version"], _fake.Requests);
    }

    [Theory]
    [InlineData("1.41", "1.24", "/v1.41/info")]
    [InlineData("1.45", "1.24", "/v1.45/info")]
    [InlineData("1.99", "1.44", "/v1.47/info")]
    public async Task The_newest_version_that_both_speak_is_spoken(string newest, string oldest, string request)
    {
        _fake.Answers["/version"] = FakeEngine.Json($$"""{"Version":"x","ApiVersion":"{{newest}}","MinAPIVersion":"{{oldest}}"}""");
        _fake.Answers["/info"] = FakeEngine.Json("{}");

        await _engine.InfoAsync(Ct);

        Assert.Equal(["/version", request], _fake.Requests);
    }

    [Fact]
    public async Task An_engine_that_has_left_our_versions_behind_is_said_to_be_too_new()
    {
        _fake.Answers["/version"] = FakeEngine.Json("""{"Version":"40.0","ApiVersion":"1.99","MinAPIVersion":"1.60"}""");

        await FailsAsync("docker.too-new", null, () => _engine.InfoAsync(Ct));
    }

    [Theory]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "HTTP 404")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n<html>Welcome!", "<html>Welcome!")]
    public async Task What_answers_and_is_no_engine_is_said_to_be_that(string answer, string said)
    {
        _fake.Answers["/version"] = FakeEngine.Raw(answer);

        await FailsAsync("docker.no-engine", $"What answers at {_fake.Endpoint} is no Docker engine: it says {said}.", () => _engine.InfoAsync(Ct));
    }

    [Fact]
    public async Task Unknown_fields_nulls_and_missing_parts_are_no_error()
    {
        _fake.Answers["/containers/json"] = FakeEngine.Json(
            """[null, {"Id":"a","New":{"x":[1]},"Names":null,"Labels":{"k":null},"Ports":[null,{}],"Mounts":null,"NetworkSettings":{"Networks":{"n":null}},"Created":null}, {}]""");
        _fake.Answers["/containers/a/json"] = FakeEngine.Json(
            """{"Id":"a","State":{"Health":null,"StartedAt":"0001-01-01T00:00:00Z","FinishedAt":"nonsense"},"Config":null,"HostConfig":{"PortBindings":{"80/tcp":null,"x":[null]}},"NetworkSettings":null}""");

        var list = await _engine.Containers.ListAsync([], all: true, Ct);
        var details = await _engine.Containers.InspectAsync("a", Ct);

        Assert.Equal(["a", ""], list.Select(container => container.Id));
        Assert.Null(list[0].Networks["n"].IpAddress);
        Assert.Equal(((DateTimeOffset?)null, (DateTimeOffset?)null, (ContainerHealth?)null, "no"), (details.State.StartedAt, details.State.FinishedAt, details.State.Health, details.RestartPolicy.Name));
        Assert.Equal([80, 0], details.ConfiguredPorts.Select(port => port.Port));
    }

    [Theory]
    [InlineData("404 Not Found", """{"message":"No such container: web"}""", "docker.not-found", "There is no container 'web': No such container: web.")]
    [InlineData("409 Conflict", """{"message":"is in use."}""", "docker.conflict", "The Docker engine refused for container 'web': is in use.")]
    [InlineData("500 Server Error", """{"message":"a\u001b[31m\nb"}""", "docker.failed", "The Docker engine failed for container 'web': a [31m b.")]
    [InlineData("502 Bad Gateway", "<html>bad</html>", "docker.failed", "The Docker engine failed for container 'web': HTTP 502: <html>bad</html>.")]
    [InlineData("301 Moved", "", "docker.failed", "The Docker engine failed for container 'web': HTTP 301.")]
    public async Task The_engines_own_words_are_passed_on(string status, string body, string code, string message)
    {
        _fake.Answers["/containers/web/json"] = FakeEngine.Json(body, status);

        await FailsAsync(code, message, () => _engine.Containers.InspectAsync("web", Ct));
    }

    [Fact]
    public async Task A_long_error_is_cut()
    {
        _fake.Answers["/containers/web/json"] = FakeEngine.Json(new string('x', 1_000_000), "500 Server Error");

        var error = await Assert.ThrowsAsync<ShipkeeperException>(() => _engine.Containers.InspectAsync("web", Ct));

        Assert.InRange(error.Message.Length, 500, 600);
    }

    [Fact]
    public async Task An_endless_answer_is_given_up()
    {
        _fake.Answers["/info"] = async connection =>
        {
            await FakeEngine.Stream("")(connection);
            var spaces = Encoding.ASCII.GetBytes(new string(' ', 1_000_000));
            while (true)
            {
                await connection.WriteAsync(spaces, Ct);
            }
        };

        await FailsAsync("docker.failed", "The Docker engine failed for its own facts: the answer is longer than 64 MiB.", () => _engine.InfoAsync(Ct));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("""{"NCPU":"x"}""")]
    public async Task An_answer_that_cannot_be_read_is_an_error(string body)
    {
        _fake.Answers["/info"] = FakeEngine.Json(body);

        await FailsAsync("docker.failed", "The Docker engine failed for its own facts: the answer cannot be read.", () => _engine.InfoAsync(Ct));
    }

    [Fact]
    public async Task A_connection_that_ends_in_the_middle_is_dropped()
    {
        _fake.Answers["/info"] = FakeEngine.Raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
        _fake.Answers["/containers/web/json"] = FakeEngine.Raw("");

        await FailsAsync("docker.dropped", "The Docker engine dropped the connection for its own facts.", () => _engine.InfoAsync(Ct));
        await FailsAsync("docker.dropped", null, () => _engine.Containers.InspectAsync("web", Ct));
    }

    [Fact]
    public async Task After_a_drop_the_version_is_asked_anew()
    {
        _fake.Answers["/info"] = FakeEngine.Raw("");
        await FailsAsync("docker.dropped", null, () => _engine.InfoAsync(Ct));
        _fake.Answers["/version"] = FakeEngine.Json("""{"Version":"27","ApiVersion":"1.46"}""");
        _fake.Answers["/info"] = FakeEngine.Json("{}");

        await _engine.InfoAsync(Ct);

        Assert.Equal("/v1.46/info", _fake.Requests[^1]);
    }

    [Fact]
    public async Task Garbage_between_events_is_skipped_and_counted_and_the_end_is_a_drop()
    {
        var endless = new string('x', 3_000_000);
        _fake.Answers["/events"] = FakeEngine.Stream(
            "{\"Type\":\"container\",\"Action\":\"start\",\"Actor\":{\"ID\":\"a\",\"Attributes\":{\"name\":\"web\",\"x\":null}},\"timeNano\":7,\"new\":1}\n"
            + $"garbage\n\n{{\"Type\":null}}\n{endless}\n[1]\n{{\"Type\":\"container\",\"Action\":\"die\",\"Actor\":null}}\n{{\"Type\":\"cut");
        using var events = await _engine.Events.OpenAsync([("type", ["container"])], Ct);
        List<EngineEvent> told = [];

        await FailsAsync("docker.dropped", "The Docker engine dropped the connection for its events.", async () =>
        {
            await foreach (var happened in events.ReadAsync(Ct))
            {
                told.Add(happened);
            }
        });

        Assert.Equal([("start", "a", 7L), ("die", "", 0L)], told.Select(happened => (happened.Action, happened.ActorId, happened.Nanoseconds)));
        Assert.Equal("web", told[0].Attributes["name"]);
        Assert.Equal(4, events.Unreadable);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../images/x")]
    [InlineData("a/kill")]
    [InlineData("a?force=1")]
    [InlineData("a#b")]
    [InlineData("%2e%2e")]
    [InlineData("a\nb")]
    [InlineData("-a")]
    public async Task A_name_cannot_leave_its_place_in_the_path(string name)
    {
        await FailsAsync("docker.not-found", null, () => _engine.Containers.RemoveAsync(name, force: true, anonymousVolumes: true, Ct));
        await FailsAsync("docker.not-found", null, () => _engine.Networks.RemoveAsync(name, Ct));
        await FailsAsync("docker.not-found", null, () => _engine.Volumes.RemoveAsync(name, Ct));
        Assert.Empty(_fake.Requests);
    }

    [Theory]
    [InlineData("a/../../containers/x")]
    [InlineData("..")]
    [InlineData("a?x")]
    [InlineData("a//b")]
    public async Task Neither_can_an_image(string reference)
    {
        await FailsAsync("docker.not-found", null, () => _engine.Images.InspectAsync(reference, Ct));
        Assert.Empty(_fake.Requests);
    }

    [Fact]
    public async Task A_whole_image_reference_is_one_segment()
    {
        _fake.Answers["/images/registry%3A5000%2Fa%2Fb%3A1..2%40sha256%3A00/json"] = FakeEngine.Json("""{"Id":"sha256:1","RepoTags":["<none>:<none>"]}""");

        var image = await _engine.Images.InspectAsync("registry:5000/a/b:1..2@sha256:00", Ct);

        Assert.Equal("sha256:1", image.Id);
        Assert.Empty(image.Tags);
    }

    [Theory]
    [InlineData(null, "/var/run/docker.sock")]
    [InlineData("", "/var/run/docker.sock")]
    [InlineData("unix:///run/user/1000/docker.sock", "/run/user/1000/docker.sock")]
    [InlineData("tcp://10.0.0.1:2375", "tcp://10.0.0.1:2375")]
    [InlineData("tcp://engine", "tcp://engine:2375")]
    public void The_host_variable_is_honoured(string? dockerHost, string endpoint) => Assert.Equal(endpoint, EngineEndpoint.Parse(dockerHost).ToString());

    [Theory]
    [InlineData("ssh://me@host")]
    [InlineData("unix://relative.sock")]
    [InlineData("npipe:////./pipe/docker")]
    [InlineData("10.0.0.1:2375")]
    public void Another_kind_of_host_is_refused(string dockerHost) =>
        Assert.Equal("docker.bad-host", Assert.Throws<ShipkeeperException>(() => EngineEndpoint.Parse(dockerHost)).Code.Name);

    [Fact]
    public void A_frame_may_come_in_any_pieces_and_of_any_length()
    {
        byte[] bytes = [1, 0, 0, 0, 0, 0, 0, 3, .. "abc"u8, 2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 2, .. "de"u8, 1, 0, 0, 0, 255, 255, 255, 255, .. "f"u8];
        var told = new StringBuilder();
        var frames = new FrameReader((stream, part) => told.Append(stream == LogStream.Error ? "!" : ".").Append(Encoding.UTF8.GetString(part.Span)));

        foreach (var single in bytes)
        {
            frames.Append(new[] { single });
        }

        Assert.Equal(".a.b.c!d!e.f", told.ToString());
    }

    [Fact]
    public void Our_own_container_is_found_by_what_the_engine_mounts()
    {
        var id = new string('a', 64);

        Assert.Equal(id, OwnContainer.Parse($"22 27 0:21 / /proc rw - proc proc rw\n89 71 254:0 /var/lib/docker/containers/{id}/hostname /etc/hostname rw - ext4 /dev/vda rw\n"));
        Assert.Null(OwnContainer.Parse($"89 71 254:0 /var/lib/docker/containers/{id}/mounts/shm /var/lib/x rw - ext4 /dev/vda rw\n"));
    }

    private static async Task FailsAsync(string code, string? message, Func<Task> call)
    {
        var error = await Assert.ThrowsAsync<ShipkeeperException>(call);
        Assert.Equal(code, error.Code.Name);
        if (message is not null)
        {
            Assert.Equal(message, error.Message);
        }
    }

    /// <summary>A hundred times as fast.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / 100 : dueTime, period);
    }
}
