namespace Shipkeeper.Tests.Modules;

/// <summary>What old modules import from the package <c>updates</c> itself, in a real Python process.</summary>
[Trait("Needs", "python")]
public sealed class UpdatesShimTests : IDisposable
{
    private readonly ModuleFolder _folder = new();

    [Fact]
    public async Task The_repository_has_been_synchronised_already_and_nothing_is_written()
    {
        var folder = _folder.PathOf("clone");
        var lines = await RunWellAsync("import os\nfrom updates import sync_from_repo", $"sync_from_repo('https://example.org/modules.git', '{folder}', 'main') and not os.path.exists('{folder}')");

        Assert.EndsWith($"[INFO] Shipkeeper has synchronised the repository already; nothing is written to {folder}", Assert.Single(lines));
    }

    [Fact]
    public async Task Another_repository_than_that_of_the_tree_is_not_synchronised()
    {
        WriteGlobalIndex("""{"metadata": {"repository_url": "https://example.org/modules.git"}}""");

        var lines = await RunWellAsync("from updates import sync_from_repo", "sync_from_repo('https://example.org/modules.git') and not sync_from_repo('https://example.org/other.git')");

        Assert.EndsWith("[ERROR] https://example.org/other.git is not synchronised: modules of this host come from https://example.org/modules.git", lines[^1]);
    }

    [Fact]
    public async Task What_is_newer_in_another_folder_is_told_and_what_is_switched_off_or_has_no_version_is_not()
    {
        foreach (var (name, here, there) in new[] { ("newer", "1.0.9", "1.0.10"), ("older", "2.0.0", "1.0.0"), ("same", "1.0", "1.0.0"), ("odd", "1.0.0", "next") })
        {
            WriteIndex("tree", name, $"\"schema_version\": \"{here}\"");
            WriteIndex("other", name, $"\"schema_version\": \"{there}\"");
        }

        WriteIndex("tree", "off", "\"schema_version\": \"1.0.0\", \"enabled\": false");
        WriteIndex("other", "off", "\"schema_version\": \"2.0.0\"");
        WriteIndex("other", "brand-new", "\"schema_version\": \"1.0.0\"");
        _folder.Write("other/modules/README", "no module");

        var lines = await RunWellAsync(
            "from updates import detect_module_updates",
            $"detect_module_updates('{_folder.Tree}', '{_folder.PathOf("other")}') == detect_module_updates(None, '{_folder.PathOf("other/modules")}') == ['brand-new', 'newer']");

        Assert.EndsWith("[WARNING] odd is not compared: 'next' is no version", lines[0]);
    }

    [Fact]
    public async Task Code_is_not_replaced_by_a_module()
    {
        WriteIndex("tree", "web", "\"schema_version\": \"1.0.0\"");
        WriteIndex("other", "web", "\"schema_version\": \"2.0.0\"");

        var lines = await RunWellAsync(
            "from updates import detect_module_updates, load_module_index, update_modules",
            $"""update_modules(['web'], 'modules', '{_folder.PathOf("other")}') == dict(web=False) and update_modules([]) == dict() and load_module_index('modules/web')['metadata']['schema_version'] == '1.0.0'""");

        Assert.EndsWith("[WARNING] Shipkeeper replaces modules itself, before any of them runs; not replaced: web", Assert.Single(lines));
    }

    [Theory]
    [InlineData("return {'success': False, 'error': 'not today'}", "{'success': False, 'error': 'not today'}")]
    [InlineData("return 'as you like'", "'as you like'")]
    [InlineData("import sys; sys.exit(0)", "True")]
    [InlineData("import asyncio; return asyncio.sleep(0, 'slept')", "'slept'")]
    [InlineData("return None", "None")]
    public async Task A_module_runs_another_and_has_its_result(string main, string result)
    {
        WriteOther(main);

        foreach (var name in new[] { "other", "modules.other", "updates.modules.other", "/anywhere/modules/other/", "modules/other/index.py" })
        {
            Assert.Empty(await RunWellAsync("from updates import run_update", $"run_update('{name}') == {result}"));
        }
    }

    [Theory]
    [InlineData("raise RuntimeError('broken')", "RuntimeError: broken")]
    [InlineData("import sys; sys.exit(3)", "SystemExit: 3")]
    [InlineData("return False", "RuntimeError: it asked to be run again, twice")]
    [InlineData("import no_such_library", "ModuleNotFoundError: No module named 'no_such_library'")]
    public async Task Another_that_fails_is_none_and_a_line_of_the_log(string main, string error)
    {
        WriteOther(main);

        var lines = await RunWellAsync("from updates import run_update", "run_update('other') is None and run_update('nobody') is None");

        Assert.Collection(
            lines,
            line => Assert.EndsWith($"[ERROR] other: {error}", line),
            line => Assert.EndsWith("[ERROR] nobody: ModuleNotFoundError: No module named 'modules.nobody'", line));
    }

    [Fact]
    public async Task Another_that_has_changed_its_own_code_is_loaded_and_run_once_more()
    {
        WriteOther("open(__file__, 'w').write('def main(): return \"new code\"'); return False");

        Assert.Empty(await RunWellAsync("from updates import run_update", "run_update('other') == 'new code'"));
    }

    [Fact]
    public async Task Several_run_one_after_the_other_and_the_caller_waits_for_all()
    {
        WriteOther("return args");
        _folder.AddPython("coroutine", "import asyncio", "asyncio.sleep(0, 'slept')");

        var lines = await RunWellAsync(
            "import asyncio\nfrom updates import run_update, run_updates_async",
            "asyncio.run(run_updates_async(['coroutine', ('other', ['--fast'])], 4)) == dict(coroutine='slept', other=['--fast']) and asyncio.run(run_updates_async([dict(module_path='modules.other', args=[])])) == {'modules.other': []}");

        Assert.Empty(lines);
    }

    [Fact]
    public async Task A_module_gets_the_arguments_that_it_declares_and_no_others()
    {
        WriteOther("return args", ", \"arguments\": [\"--now\", 3]");
        _folder.AddPython("plain", "", "args");

        Assert.Empty(await RunWellAsync("from updates import run_update", "run_update('other') == ['--now', 3] and run_update('other', ['--then']) == ['--then'] and run_update('plain') is None"));
        WriteOther("return args == ['--now', '3'] or None", ", \"arguments\": [\"--now\", 3]");
        Assert.Null((await _folder.RunModuleAsync("other")).Result.Error);
        Assert.Equal("it returned nothing, which means failure", (await _folder.RunModuleAsync("plain")).Result.Error);
    }

    [Theory]
    [InlineData("""{"metadata": {"debug": true}}""", true)]
    [InlineData("""{"debug": "True"}""", true)]
    [InlineData("""{"metadata": {"debug": false}}""", false)]
    [InlineData("{ no", false)]
    public async Task Lines_for_debugging_are_shown_where_the_index_says_so(string index, bool shown)
    {
        WriteGlobalIndex(index);

        var lines = await RunWellAsync("from updates.index import log_message", "log_message('seen') or log_message('details', 'DEBUG') or True");

        Assert.Equal(shown ? ["[INFO] seen", "[DEBUG] details"] : ["[INFO] seen"], lines.Select(line => line[22..]));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>A module that is good when the expression is true.</summary>
    /// <returns>What it wrote.</returns>
    private async Task<IReadOnlyList<string>> RunWellAsync(string imports, string expression)
    {
        _folder.AddPython("caller", imports, $"({expression}) or None");
        var (result, lines) = await _folder.RunModuleAsync("caller");
        Assert.True(result.IsGood, $"{result.Error}\n{string.Join('\n', lines)}");
        return lines;
    }

    private void WriteOther(string main, string metadata = "")
    {
        WriteIndex("tree", "other", "\"schema_version\": \"1.0.0\"" + metadata);
        _folder.Write("tree/modules/other/__init__.py", $"def main(args=None):\n    {main}\n");
    }

    private void WriteIndex(string tree, string module, string metadata) => _folder.Write($"{tree}/modules/{module}/index.json", $$"""{"metadata": { {{metadata}} } }""");

    private void WriteGlobalIndex(string index) => _folder.Write("tree/index.json", index);
}
