using static Shipkeeper.Tests.Modules.RawRepository;

namespace Shipkeeper.Tests.Modules;

/// <summary>
/// Commits that git itself would not make. Module <c>bad</c> is not taken and says why, module <c>good</c> runs, and nothing is written outside of
/// the tree.
/// </summary>
[Trait("Needs", "python")]
public sealed class HostileRepositoryTests : IAsyncLifetime
{
    private const string Outside = "outside";

    private ModuleHost _host = null!;
    private RawRepository _repository = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await ModuleHost.CreateAsync();
        _repository = new(_host.Repository);
        Directory.CreateDirectory(_host.PathOf(Outside));
    }

    [Theory]
    [InlineData("..", "a file has a name that leads elsewhere ('modules/bad/..')")]
    [InlineData(".", "a file has a name that leads elsewhere ('modules/bad/.')")]
    [InlineData(".git", "a file has a name that leads elsewhere ('modules/bad/.git')")]
    [InlineData("/etc/x", "a file has a name that leads elsewhere ('modules/bad//etc/x')")]
    [InlineData("../../../outside/x", "a file has a name that leads elsewhere ('modules/bad/../../../outside/x')")]
    [InlineData("a\nb", "a file has a control character in its name ('modules/bad/a?b')")]
    [InlineData("a\u001b[2Jb", "a file has a control character in its name ('modules/bad/a?[2Jb')")]
    public async Task A_file_with_a_bad_name_is_not_written(string name, string fault)
    {
        await CommitBadAsync(await _repository.EntryAsync(PlainFile, name, "x"));

        await BadIsNotTakenAsync(fault);
    }

    [Theory]
    [InlineData(4000)]
    [InlineData(255)]
    public async Task A_file_with_a_long_name_is_not_written(int length)
    {
        await CommitBadAsync(await _repository.EntryAsync(PlainFile, new('x', length), "x"));

        await BadIsNotTakenAsync("a file has a name that no disk takes ('modules/bad/xxx");
    }

    [Fact]
    public async Task A_name_that_is_just_short_enough_is_written()
    {
        await CommitBadAsync(await _repository.EntryAsync(PlainFile, new('x', 250), "x"));

        await _host.RunWellAsync();

        Assert.True(_host.IsInstalled($"bad/{new string('x', 250)}"));
    }

    [Fact]
    public async Task A_file_whose_name_is_no_utf8_is_not_written()
    {
        await CommitBadAsync(new RawEntry(PlainFile, [(byte)'a', 0xFF], await _repository.BlobAsync("x")));

        await BadIsNotTakenAsync("a file has a name that is no UTF-8 ('modules/bad/a\uFFFD')");
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".git")]
    public async Task A_folder_with_a_bad_name_is_not_written(string name)
    {
        await CommitBadAsync(await _repository.FolderAsync(name, await _repository.EntryAsync(PlainFile, "config", "x")));

        await BadIsNotTakenAsync($"a file has a name that leads elsewhere ('modules/bad/{name}/config')");
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".git")]
    [InlineData("a b")]
    public async Task A_module_with_a_bad_name_is_not_taken(string name)
    {
        await _repository.CommitAsync(await GoodAsync(), await _repository.FolderAsync(name, await IndexAsync()));

        var run = await _host.RunAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"module '{name}' of the repository is not taken: its name is none that a module can have", run.Error);
        Assert.Equal(["good"], _host.TakeTraces());
    }

    [Fact]
    public async Task Another_module_cannot_put_files_into_this_one()
    {
        await _repository.CommitAsync(await GoodAsync(), await _repository.EntryAsync(PlainFile, "good/../../../outside/x", "x"));

        var run = await _host.RunAsync();

        Assert.Contains("module 'good' of the repository is not taken: a file has a name that leads elsewhere", run.Error);
        NothingIsOutside();
    }

    [Fact]
    public async Task A_link_that_leads_out_by_way_of_another_link_is_not_taken()
    {
        // As text alone it stays inside; but 'up' is the module itself, so that the way leads to the index of the tree.
        await CommitBadAsync(await _repository.FolderAsync(
            "deep", await _repository.EntryAsync(Link, "up", ".."), await _repository.EntryAsync(Link, "out", "up/../../index.json")));

        await BadIsNotTakenAsync("the link 'modules/bad/deep/out' leads out of it");
    }

    [Theory]
    [InlineData(Link, "/etc", "the link 'modules/bad/x' leads out of it")]
    [InlineData(Link, "../../index.json", "the link 'modules/bad/x' leads out of it")]
    [InlineData(Link, "", "the link 'modules/bad/x' leads out of it")]
    public async Task A_link_that_leads_out_is_not_taken(string mode, string target, string fault)
    {
        await CommitBadAsync(await _repository.EntryAsync(mode, "x", target));

        await BadIsNotTakenAsync(fault);
    }

    [Fact]
    public async Task Links_in_a_circle_hurt_nobody()
    {
        await CommitBadAsync(await _repository.EntryAsync(Link, "a", "b"), await _repository.EntryAsync(Link, "b", "a"));

        await _host.RunWellAsync();
        await _host.RunWellAsync();
    }

    [Fact]
    public async Task A_folder_below_a_link_of_the_same_name_is_not_written()
    {
        await CommitBadAsync(
            await _repository.EntryAsync(Link, "x", "y"), await _repository.FolderAsync("x", await _repository.EntryAsync(PlainFile, "file", "x")));

        await BadIsNotTakenAsync("'modules/bad/x' is there twice");
    }

    [Fact]
    public async Task Two_files_of_one_name_are_not_written()
    {
        await CommitBadAsync(await _repository.EntryAsync(PlainFile, "x", "1"), await _repository.EntryAsync(PlainFile, "x", "2"));

        await BadIsNotTakenAsync("'modules/bad/x' is there twice");
    }

    [Fact]
    public async Task A_module_whose_folder_is_there_twice_is_not_taken_and_not_after_it_has_failed_either()
    {
        await CommitBadAsync();
        await _host.RunWellAsync();
        var broken = new[] { await _repository.EntryAsync(PlainFile, "index.json", """{"metadata":{"schema_version":"2.0.0"}}"""), await _repository.EntryAsync(ProgramFile, "index.sh", "#!/bin/sh\nexit 1\n") };
        await _repository.CommitAsync(await GoodAsync(), await _repository.FolderAsync("bad", broken));
        Assert.Contains("version 1.0.0 is back", (await _host.RunAsync()).Error);
        await _repository.CommitAsync(
            await GoodAsync(), await _repository.FolderAsync("bad", broken), await _repository.FolderAsync("bad", await _repository.EntryAsync(PlainFile, "more", "x")));
        _host.TakeTraces();

        var run = await _host.RunAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("module 'bad' of the repository is not taken: its folder is there twice", run.Error);
        Assert.Equal(["good"], _host.TakeTraces());
        Assert.Contains("1.0.0", _host.Installed("bad/index.json"));
    }

    [Fact]
    public async Task Names_that_differ_in_their_case_are_two_names()
    {
        await CommitBadAsync(await _repository.EntryAsync(PlainFile, "readme", "lower"), await _repository.EntryAsync(PlainFile, "README", "upper"));

        await _host.RunWellAsync();

        Assert.Equal(("lower", "upper"), (_host.Installed("bad/readme"), _host.Installed("bad/README")));
    }

    [Fact]
    public async Task A_submodule_is_not_taken()
    {
        await CommitBadAsync(new RawEntry(Submodule, Bytes("x"), new('1', 40)));

        await BadIsNotTakenAsync("'modules/bad/x' is a submodule, and those are not fetched");
    }

    [Theory]
    [InlineData(Link, "/etc/passwd", "the link 'modules/bad/index.json' leads out of it")]
    [InlineData(Link, "main.py", "its index.json is no plain file, or too large")]
    public async Task An_index_that_is_a_link_is_not_read(string mode, string target, string fault)
    {
        await _repository.CommitAsync(await GoodAsync(), await _repository.FolderAsync("bad", await _repository.EntryAsync(mode, "index.json", target)));

        await BadIsNotTakenAsync(fault);
    }

    [Theory]
    [InlineData(100, "'modules/bad/index.json' is larger than 64 MiB")]
    [InlineData(2, "its index.json is no plain file, or too large")]
    public async Task An_index_that_is_too_large_is_not_read(int mebibytes, string fault)
    {
        await _repository.CommitAsync(await GoodAsync(), await _repository.FolderAsync(
            "bad", new RawEntry(PlainFile, Bytes("index.json"), await _repository.BlobAsync(new byte[mebibytes << 20]))));

        await BadIsNotTakenAsync(fault);
    }

    [Fact]
    public async Task An_index_that_is_nested_without_end_is_not_read()
    {
        var nested = string.Concat(Enumerable.Repeat("{\"a\":", 10_000)) + "1" + new string('}', 10_000);
        await _repository.CommitAsync(await GoodAsync(), await _repository.FolderAsync("bad", await _repository.EntryAsync(PlainFile, "index.json", nested)));

        await BadIsNotTakenAsync("modules/bad/index.json cannot be read: on line 1 it is nested too deeply");
    }

    [Theory]
    [InlineData(Link)]
    [InlineData(Submodule)]
    public async Task What_is_no_folder_is_no_module(string mode)
    {
        var id = mode == Link ? await _repository.BlobAsync("/etc") : new('1', 40);
        await _repository.CommitAsync(await GoodAsync(), new RawEntry(mode, Bytes("bad"), id));

        await _host.RunWellAsync();

        Assert.False(_host.IsInstalled("bad"));
        Assert.Equal(["good"], _host.TakeTraces());
    }

    [Theory]
    [InlineData(PlainFile)]
    [InlineData(Folder)]
    public async Task A_commit_that_is_not_whole_is_not_fetched(string mode)
    {
        await CommitBadAsync(new RawEntry(mode, Bytes("x"), new('1', 40)));

        var run = await _host.RunAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("git.failed", run.Error);
        Assert.False(_host.IsInstalled("good"));
    }

    [Fact]
    public async Task A_file_that_is_a_folder_in_truth_fails_its_module_alone()
    {
        await CommitBadAsync(new RawEntry(PlainFile, Bytes("x"), (await _repository.FolderAsync("x")).Id));

        var run = await _host.RunAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("    bad: git ", run.Error);
        Assert.False(_host.IsInstalled("bad"));
        Assert.Equal(["good"], _host.TakeTraces());
    }

    public ValueTask DisposeAsync()
    {
        _host.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task<RawEntry> IndexAsync() => _repository.EntryAsync(PlainFile, "index.json", """{"metadata":{"schema_version":"1.0.0"}}""");

    private async Task<RawEntry> GoodAsync() => await _repository.FolderAsync(
        "good", await IndexAsync(), await _repository.EntryAsync(PlainFile, "__init__.py", $"def main():\n    open({ModuleHost.Literal(_host.Traces)}, 'a').write('good\\n'); return True"));

    /// <summary>A module that would run well, but for these entries.</summary>
    private async Task CommitBadAsync(params RawEntry[] entries) => await _repository.CommitAsync(
        await GoodAsync(),
        await _repository.FolderAsync("bad", [await IndexAsync(), await _repository.EntryAsync(ProgramFile, "index.sh", "#!/bin/sh\n"), .. entries]));

    private async Task BadIsNotTakenAsync(string fault)
    {
        var run = await _host.RunAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(fault, run.Error);
        Assert.Contains("1 of 2 modules failed.", run.Error);
        Assert.False(_host.IsInstalled("bad"));
        Assert.Equal(["good"], _host.TakeTraces());
        NothingIsOutside();
    }

    private void NothingIsOutside() => Assert.Empty(Directory.EnumerateFileSystemEntries(_host.PathOf(Outside)));
}
