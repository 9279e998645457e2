namespace Shipkeeper.Tests.Modules.State;

/// <summary>What old modules import: a real Python process, which calls the real binary back.</summary>
[Trait("Needs", "python")]
public sealed class StateShimTests : IDisposable
{
    private const string Imports = "from updates.utils.state_manager import StateManager\nfrom pathlib import Path";

    private readonly ModuleFolder _folder = new();

    [Fact]
    public async Task A_module_backs_up_and_restores_through_us()
    {
        var file = _folder.Write("data/file", "old");
        var folder = Path.GetDirectoryName(file)!;
        _folder.AddPython("website", Imports, $"""
            all([
                    not StateManager('/ignored').has_backup('website'),
                    StateManager().backup_module_state('website', description='before', files=['{folder}'], extra=1),
                    StateManager().get_backup_info('website')['description'] == 'before',
                    [backup['module'] for backup in StateManager().list_backups()] == ['website'],
                    Path('{file}').write_text('new'), Path('{folder}/new').write_text('new'),
                    StateManager().restore_module_state('website'),
                    Path('{file}').read_text() == 'old\n', not Path('{folder}/new').exists(),
                    StateManager().remove_backup('website'),
                    not StateManager().remove_backup('website'),
                ]) or None
            """);

        var (result, lines) = await _folder.RunModuleAsync("website");

        Assert.Equal((null, ""), (result.Error, string.Join('\n', lines)));
    }

    [Fact]
    public async Task What_fails_is_false_and_a_line_of_the_log()
    {
        _folder.AddPython("website", Imports, "any([StateManager().backup_module_state('website', files=['relative']), StateManager().restore_module_state('website')]) or None");

        var (result, lines) = await _folder.RunModuleAsync("website");

        Assert.False(result.IsGood);
        Assert.Collection(
            lines,
            line => Assert.EndsWith("[ERROR] website: what is to be backed up cannot be understood: 'relative' is no absolute path.", line),
            line => Assert.EndsWith("[ERROR] website: there is no backup of module 'website'.", line));
    }

    public void Dispose() => _folder.Dispose();
}
