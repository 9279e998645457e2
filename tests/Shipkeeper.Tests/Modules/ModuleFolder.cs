using Shipkeeper.Modules;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tests.Modules;

/// <summary>A module tree of a test's own.</summary>
internal sealed class ModuleFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ModuleFolder() => Directory.CreateDirectory(PathOf("tree"));

    public string Tree => PathOf("tree");

    public string PathOf(string name) => Path.Combine(_folder.Path, name);

    public string Write(string name, string text) => _folder.Write(name, text);

    /// <param name="config">JSON; what the index has for the module.</param>
    public void Add(string module, string config = "{}") =>
        Write($"tree/modules/{module}/index.json", $$"""{"metadata": {"schema_version": "1.0.0"}, "config": {{config}}}""");

    /// <summary>A module in Python whose <c>main</c> returns what the expression is worth.</summary>
    public void AddPython(string module, string imports, string expression, string config = "{}")
    {
        Add(module, config);
        Write($"tree/modules/{module}/__init__.py", $"{imports}\n\ndef main(args=None):\n    return {expression}\n");
    }

    public Task<CommandRun> RunAsync(params IReadOnlyList<string> arguments) => CommandRun.OfAsync(["modules", .. arguments, "--path", Tree]);

    /// <summary>Runs one module, as a run of all does.</summary>
    /// <returns>How it ended, and what it wrote.</returns>
    public async Task<(ModuleResult Result, IReadOnlyList<string> Lines)> RunModuleAsync(string module)
    {
        var session = new ModuleSession(Tree, PathOf("cache"), TimeProvider.System);
        var lines = new List<string>();
        await using var runner = new ModuleRunner(session.Tree, new ToolRunner(TimeProvider.System), TimeSpan.FromMinutes(5), parallel: 1, TimeProvider.System);
        var result = await runner.RunAsync(session.Tree.Find(module)!.Index!, lines.Add, TestContext.Current.CancellationToken);
        return (result, lines);
    }

    public void Dispose() => _folder.Dispose();
}
