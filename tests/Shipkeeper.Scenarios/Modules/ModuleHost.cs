using System.Security.Cryptography;
using Shipkeeper.Scenarios.Language;
using Shipkeeper.Tests;

namespace Shipkeeper.Scenarios.Modules;

/// <summary>A host with a module tree of its own, and the git repository that its modules come from.</summary>
internal sealed class ModuleHost : IWalked, IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private ModuleHost() => Journals = new(Path.Combine(Tree, ".shipkeeper/operations"));

    public Journals Journals { get; }

    public List<TimeSpan> Took { get; } = [];

    /// <summary>What its commands call; the one that is tested, unless its tree has a link to another.</summary>
    public string Binary { get; private set; } = Settings.Binary;

    public string Tree => Path.Combine(_folder.Path, "tree");

    /// <summary>Of this host alone: real platforms and other hosts are at work beside it.</summary>
    public string HostLock => Path.Combine(_folder.Path, "host.lock");

    private string Repository => Path.Combine(_folder.Path, "repository");

    public static async Task<ModuleHost> CreateAsync()
    {
        var host = new ModuleHost();
        Directory.CreateDirectory(host.Tree);
        Directory.CreateDirectory(host.Repository);
        await host.GitAsync("init", "--quiet", "--initial-branch=main");
        host.Write("index.json", "{}");
        return host;
    }

    /// <summary>Code whose version stands in its index and in its own text, and which leaves both where others can see them.</summary>
    /// <param name="end">What main does last.</param>
    public void WriteModule(string name, string version, string end)
    {
        Write($"modules/{name}/index.json", $"{{\"metadata\":{{\"schema_version\":\"{version}\"}}}}");
        Write($"modules/{name}/__init__.py", $"VERSION = '{version}'\ndef main(args=None):\n    {end}");
        Write($"modules/{name}/more.txt", version);
    }

    /// <summary>The tree gets a Shipkeeper of its own, by which it is called from now on.</summary>
    public async Task InstallAsync()
    {
        (await Program.Start([Binary, "modules", "install", "--path", Tree]).EndAsync()).Exits(0);
        Binary = Path.Combine(Tree, "shipkeeper");
    }

    /// <summary>The repository offers a program as the Shipkeeper of its hosts.</summary>
    /// <param name="sha256">Of the program; what it really is when left out.</param>
    public async Task OfferAsync(string version, byte[] program, string? sha256 = null)
    {
        _folder.Write("repository/shipkeeper", program);
        Write("index.json", $$$"""{"orchestrator":{"version":"{{{version}}}","file":"shipkeeper","sha256":"{{{sha256 ?? Convert.ToHexStringLower(SHA256.HashData(program))}}}"}}""");
        await CommitAsync();
    }

    public async Task CommitAsync()
    {
        await GitAsync("add", "--all");
        await GitAsync("commit", "--quiet", "--message", "a change");
    }

    public async Task<Ran> RunAsync(string arguments)
    {
        var ran = await Start([], arguments).EndAsync();
        Took.Add(ran.Took);
        return ran;
    }

    public Task<Ran> RunUnderAsync(IReadOnlyList<string> program, string arguments) => Start(program, arguments).EndAsync();

    public RunningProgram Start(IReadOnlyList<string> program, string arguments) => Program.Start(
    [
        .. program, Binary, .. arguments.Split(' '), "--path", Tree, "--cache", Path.Combine(_folder.Path, "cache"), "--repository", Repository,
    ], environment: new Dictionary<string, string?> { ["SHIPKEEPER_HOST_LOCK"] = HostLock });

    public bool Has(string file) => Path.Exists(Path.Combine(Tree, file));

    public string Read(string file) => File.ReadAllText(Path.Combine(Tree, file)).Trim();

    /// <summary>Its files are all of one version.</summary>
    public string WholeVersionOf(string module)
    {
        var version = Read($"modules/{module}/more.txt");
        Assert.Contains($"\"schema_version\":\"{version}\"", Read($"modules/{module}/index.json"));
        Assert.StartsWith($"VERSION = '{version}'", Read($"modules/{module}/__init__.py"));
        return version;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    public void Write(string path, string text) => _folder.Write($"repository/{path}", text);

    private Task<string> GitAsync(params string[] arguments) => Program.OutputAsync(["git", "-C", Repository, "-c", "user.name=t", "-c", "user.email=t@t.example", .. arguments]);
}
