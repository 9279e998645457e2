using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Shipkeeper.Tests;

namespace Shipkeeper.Scenarios.Language;

/// <summary>
/// A platform of one scenario's own: a folder, a project name, a free port. In the texts of its files <c>$PROJECT</c>, <c>$IMAGE</c>,
/// <c>$POSTGRES</c> and <c>$PORT</c> stand for these. Everything of it on the engine is gone afterwards, found by the label of its project.
/// </summary>
internal sealed class ScenarioPlatform : IWalked, IAsyncDisposable
{
    /// <summary>What every compose file of a scenario may build on: up within half a second, gone at once.</summary>
    private const string FastService =
        """
        x-service: &service
          image: $IMAGE
          command: [httpd, -f, -p, "8000", -h, /tmp]
          stop_grace_period: 0s
          healthcheck: &healthy {test: [CMD, "true"], start_interval: 250ms, start_period: 2s, interval: 2s, timeout: 10s, retries: 3}

        """;

    private const string TwoLayers =
        """
        platform: $PROJECT
        layers: {infrastructure: [store], application: [web]}
        """;

    private static readonly ConcurrentDictionary<ScenarioPlatform, bool> NotDisposed = new();

    private static int _count;

    private readonly TemporaryFolder _folder = new();

    public ScenarioPlatform()
    {
        Name = $"sktest-{Environment.ProcessId:x}-{Interlocked.Increment(ref _count)}";
        Port = FreePort();
        Engine = new(Name);
        Journals = new(Path.Combine(Folder, ".shipkeeper/operations"));
        NotDisposed[this] = true;
    }

    public string Name { get; }

    /// <summary>How long each command took that was run to its end.</summary>
    public List<TimeSpan> Took { get; } = [];

    public int Port { get; }

    public string Folder => _folder.Path;

    public Engine Engine { get; }

    public Journals Journals { get; }

    /// <summary>The usual one: a store in the infrastructure, a web in the application.</summary>
    public static ScenarioPlatform WithTwoLayers(string? more = null)
    {
        var platform = new ScenarioPlatform();
        platform.Write("shipkeeper.yaml", TwoLayers + "\n" + more);
        platform.WriteCompose(
            """
            services:
              store: {<<: *service}
              web: {<<: *service}
            """);
        return platform;
    }

    /// <param name="compose">May merge <c>*service</c>.</param>
    public static ScenarioPlatform With(string definition, string compose)
    {
        var platform = new ScenarioPlatform();
        platform.Write("shipkeeper.yaml", definition);
        platform.WriteCompose(compose);
        return platform;
    }

    /// <summary>This platform, up.</summary>
    public async Task<ScenarioPlatform> StartedAsync()
    {
        (await RunAsync("start")).Exits(0).Says("release 1 is up");
        return this;
    }

    public string PathOf(string file) => Path.Combine(Folder, file);

    public void Write(string file, string text) => _folder.Write(file, InThisPlatform(text));

    public void WriteCompose(string text) => Write("compose.yaml", FastService + text);

    /// <param name="script">For the shell.</param>
    public void WriteHook(string moment, string script)
    {
        Write($"hooks/{moment}", $"#!/bin/sh\n{script}");
        File.SetUnixFileMode(PathOf($"hooks/{moment}"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void WriteSecrets(string text)
    {
        Write(".env", text);
        File.SetUnixFileMode(PathOf(".env"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public string Read(string file) => File.ReadAllText(PathOf(file));

    /// <summary>Names in the platform directory, also hidden ones.</summary>
    public IReadOnlyList<string> Entries() =>
        [.. Directory.GetFileSystemEntries(Folder).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal)];

    public bool Has(string file) => Path.Exists(PathOf(file));

    /// <summary>Runs the binary to its end, without a terminal.</summary>
    /// <param name="arguments">One line of words.</param>
    public async Task<Ran> RunAsync(string arguments, string? input = null, params (string Name, string? Value)[] environment)
    {
        var ran = await Start(arguments, input, environment).EndAsync();
        Took.Add(ran.Took);
        return ran;
    }

    public Task<Ran> RunAsync(string arguments, params (string Name, string? Value)[] environment) => RunAsync(arguments, input: null, environment);

    public RunningProgram Start(string arguments, string? input = null, params (string Name, string? Value)[] environment) =>
        StartUnder([], arguments, input, environment);

    /// <summary>Under another program, such as strace.</summary>
    public RunningProgram StartUnder(
        IReadOnlyList<string> program, string arguments, string? input = null, params (string Name, string? Value)[] environment) => Program.Start(
        [.. program, Settings.Binary, .. Words(arguments)],
        input,
        Folder,
        environment.ToDictionary(variable => variable.Name, variable => variable.Value));

    public Task<Ran> RunUnderAsync(IReadOnlyList<string> program, string arguments) => StartUnder(program, arguments).EndAsync();

    /// <summary>A shell line in the platform directory; <c>$SHIPKEEPER</c> is the binary.</summary>
    public Task<Ran> ShellAsync(string line, string? input = null) => Program.Start(
        ["bash", "-c", line], input, Folder, new Dictionary<string, string?> { ["SHIPKEEPER"] = Settings.Binary, ["TERM"] = "xterm", ["NO_COLOR"] = null }).EndAsync();

    /// <summary>Its own port answers.</summary>
    public async Task<string> GetAsync(string path = "/")
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        return await client.GetStringAsync(new Uri($"http://127.0.0.1:{Port}{path}"));
    }

    /// <summary>What must hold after any crash and the next start: one good container per service, nothing else, a whole history.</summary>
    public async Task IsWholeAsync(params string[] services)
    {
        var containers = await Engine.ContainersAsync();
        Assert.Equal(services.Select(service => $"{Name}-{service}-1").Order(), containers.Select(container => container.Name).Order());
        Assert.All(containers, container => Assert.Equal("running", container.State));
        Assert.Equal("releases/0001", new FileInfo(PathOf(".shipkeeper/current")).LinkTarget);
        Journals.AreChained();
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.RemoveEverythingAsync();
        _folder.Dispose();
        NotDisposed.TryRemove(this, out _);
    }

    /// <summary>After all tests: what is left of a platform that failed before its test had it.</summary>
    public static async Task DisposeAllAsync()
    {
        foreach (var platform in NotDisposed.Keys)
        {
            await platform.DisposeAsync();
        }
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private string InThisPlatform(string text) => text
        .Replace("$PROJECT", Name, StringComparison.Ordinal)
        .Replace("$IMAGE", Settings.Image, StringComparison.Ordinal)
        .Replace("$POSTGRES", Settings.PostgresImage, StringComparison.Ordinal)
        .Replace("$PORT", Port.ToString(), StringComparison.Ordinal);
}
