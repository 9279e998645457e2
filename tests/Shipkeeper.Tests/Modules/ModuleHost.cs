using System.Text;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tests.Modules;

/// <summary>A host with a module tree, and the real git repository that its modules come from.</summary>
internal sealed class ModuleHost : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ModuleHost()
    {
        Directory.CreateDirectory(Repository);
        Tree = PathOf("tree");
    }

    public string Repository => Path.Combine(_folder.Path, "repository");

    public string Tree { get; set; }

    /// <summary>Where <see cref="RunAsync"/> and <see cref="CheckAsync"/> find the repository, when that is not its folder.</summary>
    public string? Address { get; set; }

    public TimeProvider Time { get; set; } = TimeProvider.System;

    public string Cache => Path.Combine(_folder.Path, "cache");

    /// <summary>What modules of a test may write to.</summary>
    public string Traces => Path.Combine(_folder.Path, "traces");

    /// <summary>Of a file beside repository and tree.</summary>
    public string PathOf(string file) => Path.Combine(_folder.Path, file);

    public static async Task<ModuleHost> CreateAsync()
    {
        var host = new ModuleHost();
        await host.GitAsync("init", "--quiet", "--initial-branch=main");
        host.Write("index.json", "{}");
        await host.CommitAsync();
        return host;
    }

    /// <summary>Into the repository, not yet committed.</summary>
    public void Write(string path, string content) => _folder.Write($"repository/{path}", content);

    /// <summary>Beside repository and tree, or into the tree.</summary>
    public void WriteBeside(string path, string content) => _folder.Write(path, content);

    public void WriteModule(string name, string version, string main, string metadata = "", string more = "")
    {
        Write($"modules/{name}/index.json", $$"""{"metadata":{"schema_version":"{{version}}"{{metadata}}}{{more}}}""");
        Write($"modules/{name}/__init__.py", $"def main(args=None):\n    {main}");
    }

    /// <summary>A module whose main leaves its name and version in <see cref="Traces"/>, and is good.</summary>
    public void WriteGood(string name, string version, string metadata = "", string more = "") =>
        WriteModule(name, version, $"open({Literal(Traces)}, 'a').write('{name} {version}\\n'); return True", metadata, more);

    public void WriteProgram(string path, string script)
    {
        Write(path, script);
        File.SetUnixFileMode(Path.Combine(Repository, path), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public async Task CommitAsync()
    {
        await GitAsync("add", "--all");
        await GitAsync("commit", "--quiet", "--allow-empty", "--message", "a change");
    }

    public Task<string> GitAsync(params string[] arguments) => ToolAsync("git", ["-C", Repository, "-c", "user.name=t", "-c", "user.email=t@t.example", .. arguments]);

    public async Task<string> ToolAsync(string program, params string[] arguments)
    {
        var call = ToolCall.Of(program, arguments);
        var result = await ((IToolRunner)new ToolRunner(TimeProvider.System)).RunAsync(call, TestContext.Current.CancellationToken);
        return result.Ok ? result.Output.Trim() : throw new InvalidOperationException($"{call}: {result.ErrorOutput}");
    }

    /// <summary>Makes <see cref="Traces"/> a pipe with a name: whoever opens it waits until the other side does.</summary>
    public Task MakeMeetingPlaceAsync() => ToolAsync("mkfifo", Traces);

    /// <summary>Of the module that <see cref="StopInTheMiddleAsync"/> meets.</summary>
    public string StayMain => $"import time; open({Literal(Traces)}, 'w').close(); time.sleep(30)";

    /// <summary>Stops a run as Ctrl-C does, while a module with <see cref="StayMain"/> runs.</summary>
    public async Task StopInTheMiddleAsync(params string[] arguments)
    {
        await MakeMeetingPlaceAsync();
        using var stop = new CancellationTokenSource();
        var run = CommandRun.OfAsync(["modules", "run", "--path", Tree, "--cache", Cache, .. arguments], stop.Token);
        await Task.WhenAny(run, Task.Run(() => File.OpenRead(Traces).Dispose(), TestContext.Current.CancellationToken));
        await stop.CancelAsync();
        Assert.Equal(130, (await run).ExitCode);
        File.Delete(Traces);
    }

    /// <summary>Good modules that have run once, and left no traces.</summary>
    public async Task InstallAsync(params (string Name, string Version)[] modules)
    {
        foreach (var (name, version) in modules)
        {
            WriteGood(name, version);
        }

        await CommitAsync();
        await RunWellAsync();
        TakeTraces();
    }

    /// <summary><c>shipkeeper modules …</c> on the tree.</summary>
    public Task<CommandRun> ModulesAsync(string verb, params string[] arguments) => CommandRun.OfAsync(["modules", verb, "--path", Tree, .. arguments], TestContext.Current.CancellationToken, time: Time);

    /// <summary>Also where to find the repository.</summary>
    public Task<CommandRun> RunAsync(params string[] arguments) => ModulesAsync("run", ["--cache", Cache, "--repository", Address ?? Repository, .. arguments]);

    public Task<CommandRun> CheckAsync(params string[] arguments) => ModulesAsync("check", ["--cache", Cache, "--repository", Address ?? Repository, .. arguments]);

    public async Task RunWellAsync(params string[] arguments)
    {
        var run = await RunAsync(arguments);
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
    }

    public string Installed(string path) => File.ReadAllText(Path.Combine(Tree, "modules", path));

    public bool IsInstalled(string path) => Path.Exists(Path.Combine(Tree, "modules", path));

    public string ReadTree(string path) => File.ReadAllText(Path.Combine(Tree, path));

    /// <summary>What all modules of all runs have written.</summary>
    public string Log => string.Concat(Directory.EnumerateFiles(Tree, "modules.log", SearchOption.AllDirectories).Order().Select(File.ReadAllText));

    /// <summary>Which modules have run, in their order; forgotten then.</summary>
    public IReadOnlyList<string> TakeTraces()
    {
        var traces = File.Exists(Traces) ? File.ReadAllLines(Traces) : [];
        File.Delete(Traces);
        return traces;
    }

    public static string Literal(string text) => "'" + text.Replace("\\", "\\\\").Replace("'", "\\'") + "'";

    /// <summary>Names, modes and contents of everything in the tree but Shipkeeper's own folder.</summary>
    public string Fingerprint()
    {
        var text = new StringBuilder();
        foreach (var path in Directory.EnumerateFileSystemEntries(Tree, "*", SearchOption.AllDirectories).Where(path => !path.Contains("/.shipkeeper")).Order(StringComparer.Ordinal))
        {
            text.Append(path).Append(' ').Append(File.GetUnixFileMode(path)).Append(' ').AppendLine(File.Exists(path) ? File.ReadAllText(path) : "");
        }

        return text.ToString();
    }

    public void Dispose() => _folder.Dispose();
}
