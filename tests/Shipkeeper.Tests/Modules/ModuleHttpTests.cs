using Shipkeeper.Tools.Git;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tests.Modules;

/// <summary>A repository that is read over HTTP, and everything that can be wrong with the other side.</summary>
[Trait("Needs", "python")]
public sealed class ModuleHttpTests : IAsyncLifetime
{
    private ModuleHost _host = null!;
    private RepositoryServer _server = null!;

    /// <summary>Version 1.0.0 is installed, and the repository has 2.0.0.</summary>
    public async ValueTask InitializeAsync()
    {
        _host = await ModuleHost.CreateAsync();
        Serve();
        await OfferAsync("1.0.0");
        await _host.RunWellAsync();
        await OfferAsync("2.0.0");
        _host.TakeTraces();
    }

    [Fact]
    public async Task A_newer_version_is_brought_in()
    {
        await _host.RunWellAsync();

        Assert.Equal(["a 2.0.0"], _host.TakeTraces());
    }

    [Fact]
    public async Task A_server_that_has_gone_fails_the_run_and_the_check_and_the_next_run_is_good()
    {
        _server.Dispose();

        await FailsAsync("Failed to connect to 127.0.0.1");

        Serve();
        await _host.RunWellAsync();
        Assert.Equal(["a 2.0.0"], _host.TakeTraces());
    }

    [Theory]
    [InlineData("500 Internal Server Error", "", "The requested URL returned error: 500")]
    [InlineData("404 Not Found", "", "not found")]
    [InlineData("401 Unauthorized", "", "could not read Username for 'http://127.0.0.1:")]
    [InlineData("200 OK", "<html>Log in to the network of this hotel</html>\n", "not valid: is this a git repository?")]
    public async Task A_server_that_answers_something_else_fails_the_run_and_the_check(string status, string body, string error)
    {
        _server.Answer = RepositoryServer.Say(status, body, "WWW-Authenticate: Basic realm=\"nobody is asked\"\r\n");

        await FailsAsync(error);
    }

    [Fact]
    public async Task A_server_that_speaks_no_http_fails_the_run_and_the_check()
    {
        _server.Answer = "220 mail.example ESMTP\r\n";

        await FailsAsync("git failed on http://127.0.0.1:");
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_not_waited_for_without_end()
    {
        _server.Answer = "";
        _host.Time = new HurriedTime();

        await FailsAsync("tools.timeout");
    }

    [Fact]
    public async Task Nobody_is_asked_for_a_login()
    {
        var asked = _host.PathOf("asked");
        _host.WriteProgram("ask", $"#!/bin/sh\necho asked >'{asked}'; echo secret");
        _server.Answer = RepositoryServer.Say("401 Unauthorized", header: "WWW-Authenticate: Basic realm=\"nobody is asked\"\r\n");
        var call = ToolCall.Of(Path.Combine(AppContext.BaseDirectory, "shipkeeper"), "modules", "run", "--path", _host.Tree, "--cache", _host.Cache) with
        {
            Environment = ToolEnvironment.OfOurs([new("SHIPKEEPER_HOST_LOCK", ""), new("SSH_ASKPASS", Path.Combine(_host.Repository, "ask"))]),
        };

        var run = await ((IToolRunner)new ToolRunner(TimeProvider.System)).RunAsync(call, TestContext.Current.CancellationToken);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("terminal prompts disabled", run.ErrorOutput);
        Assert.False(Path.Exists(asked));
    }

    [Fact]
    public async Task A_login_in_the_address_opens_the_repository_and_is_an_argument_of_no_program()
    {
        _host.Address = _server.Address.Replace("://", "://user:pass%20word@");
        _server.Login = $"Basic {Convert.ToBase64String("user:pass word"u8)}";

        await _host.RunWellAsync();

        var call = GitCalls.Fetch("copy", "https://user:pass%20word@git.example/updates.git");
        Assert.DoesNotContain("pass", string.Join(' ', call.Arguments));
        Assert.Contains("https://git.example/updates.git", call.Arguments);
        Assert.Equal("http.https://git.example/.extraHeader", call.Environment["GIT_CONFIG_KEY_0"]);
    }

    [Fact]
    public async Task A_token_alone_in_the_address_is_a_login_too()
    {
        _host.Address = _server.Address.Replace("://", "://token@");
        _server.Login = $"Basic {Convert.ToBase64String("token:"u8)}";

        await _host.RunWellAsync();

        Assert.DoesNotContain("token", string.Join(' ', GitCalls.Fetch("copy", "https://token@git.example/updates.git").Arguments));
    }

    [Fact]
    public async Task A_password_in_the_address_is_not_shown()
    {
        _host.Address = _server.Address.Replace("://", "://user:pass-word@");
        _server.Answer = RepositoryServer.Say("500 Internal Server Error");

        var run = await _host.RunAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.DoesNotContain("pass-word", run.Output + run.Error);
    }

    public ValueTask DisposeAsync()
    {
        _server.Dispose();
        _host.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Serve()
    {
        _server = new(Path.Combine(_host.Repository, ".git"));
        _host.Address = _server.Address;
    }

    private async Task OfferAsync(string version)
    {
        _host.WriteGood("a", version);
        await _host.CommitAsync();
        await _host.GitAsync("update-server-info");
    }

    /// <summary>And nothing is changed or run.</summary>
    private async Task FailsAsync(string error)
    {
        var before = _host.Fingerprint();

        foreach (var run in new[] { await _host.RunAsync(), await _host.CheckAsync() })
        {
            Assert.Equal(1, run.ExitCode);
            Assert.Contains(error, run.Error);
        }

        Assert.Empty(_host.TakeTraces());
        Assert.Equal(before, _host.Fingerprint());
    }

    /// <summary>Two hundred times as fast: ten minutes are three seconds.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / 200 : dueTime, period);
    }
}
