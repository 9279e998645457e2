namespace Shipkeeper.Tests.Modules.State;

public sealed class StateCommandTests : IDisposable
{
    private readonly ModuleFolder _folder = new();

    [Fact]
    public async Task A_module_is_backed_up_and_restored_as_its_index_says()
    {
        var file = _folder.Write("file", "old");
        _folder.Add("website", $$"""{"state": {"files": ["{{file}}", "{{file}}.absent"] } }""");

        var backup = await _folder.RunAsync("backup", "website");
        _folder.Write("file", "new");
        _folder.Write("file.absent", "new");
        var restore = await _folder.RunAsync("restore", "website", "--yes");

        Assert.Equal((0, ""), (backup.ExitCode, backup.Error));
        Assert.Contains($"{file}.absent: not there; what is there at a restore will be removed", backup.Output);
        Assert.Contains("website: backed up, 2 paths, 0 services, 0 databases, ", backup.Output);
        Assert.Equal((0, ""), (restore.ExitCode, restore.Error));
        Assert.Contains($"UTC:\n  {file}\n  {file}.absent: removed, for it was not there\n", restore.Output);
        Assert.Equal(("old\n", false), (File.ReadAllText(file), File.Exists($"{file}.absent")));
    }

    [Fact]
    public async Task Nobody_is_asked_where_there_is_no_terminal_and_nothing_is_changed()
    {
        var file = _folder.Write("file", "old");
        _folder.Add("website", $$"""{"state": {"files": ["{{file}}"] } }""");
        await _folder.RunAsync("backup", "website");
        _folder.Write("file", "new");

        var restore = await _folder.RunAsync("restore", "website");

        Assert.Equal(2, restore.ExitCode);
        Assert.Contains("usage.no-terminal", restore.Error);
        Assert.Contains($"shipkeeper modules restore --path {_folder.Tree} website --yes", restore.Error);
        Assert.Equal("new\n", File.ReadAllText(file));
    }

    [Fact]
    public async Task A_module_that_declares_nothing_is_not_backed_up()
    {
        _folder.Add("website");

        var backup = await _folder.RunAsync("backup", "website");

        Assert.Equal(2, backup.ExitCode);
        Assert.Contains("module 'website' names no file, service or database", backup.Error);
    }

    [Fact]
    public async Task Without_a_backup_a_restore_says_so()
    {
        _folder.Add("website");

        var restore = await _folder.RunAsync("restore", "website", "--yes");

        Assert.Equal(2, restore.ExitCode);
        Assert.Contains("there is no backup of module 'website'.", restore.Error);
    }

    [Fact]
    public async Task Json_is_one_document()
    {
        var file = _folder.Write("file", "old");
        _folder.Add("website", $$"""{"state": {"files": ["{{file}}"] } }""");

        var backup = await _folder.RunAsync("backup", "website", "--json");

        Assert.Equal(file, System.Text.Json.Nodes.JsonNode.Parse(backup.Output)!["files"]![0]!.ToString());
    }

    public void Dispose() => _folder.Dispose();
}
