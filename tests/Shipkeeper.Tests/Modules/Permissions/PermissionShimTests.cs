using Shipkeeper.Tools.Files;

namespace Shipkeeper.Tests.Modules.Permissions;

/// <summary>What old modules import: a real Python process, which calls the real binary back.</summary>
[Trait("Needs", "python")]
public sealed class PermissionShimTests : IDisposable
{
    private const string Imports =
        "from updates.utils.permissions import PermissionManager, PermissionTarget, get_permissions, restore_service_permissions_simple, create_service_permission_targets, fix_common_service_permissions";

    private readonly ModuleFolder _folder = new();

    [Fact]
    public async Task A_module_sets_permissions_through_us()
    {
        var file = _folder.Write("data/file", "x");
        var folder = Path.GetDirectoryName(file)!;
        _folder.AddPython("website", Imports, $"""PermissionManager('website').set_permissions([PermissionTarget('{folder}', 'root', 'root', 0o755, recursive=True)]) or None""");

        var (result, lines) = await _folder.RunModuleAsync("website");

        Assert.Equal((null, ""), (result.Error, string.Join('\n', lines)));
        Assert.Equal((RootedFiles.ReadableFolder, RootedFiles.Readable), (File.GetUnixFileMode(folder), File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task One_target_that_fails_is_a_failure_of_the_call_and_a_line_of_the_log()
    {
        var file = _folder.Write("file", "x");
        _folder.AddPython("website", Imports, $$"""
            {'success': PermissionManager('website').set_permissions([{'path': '{{file}}', 'mode': '600'}, PermissionTarget(path='{{file}}', owner='no-such-user')])}
            """.Trim());

        var (result, lines) = await _folder.RunModuleAsync("website");

        Assert.False(result.IsGood);
        Assert.EndsWith($"[ERROR] website: {file}: there is no user 'no-such-user'", Assert.Single(lines));
        Assert.Equal(RootedFiles.Private, File.GetUnixFileMode(file));
    }

    [Theory]
    [InlineData("0o600", "600")]
    [InlineData("640", "640")]
    [InlineData("755", "755")]
    [InlineData("0o777", "777")]
    [InlineData("'0644'", "644")]
    public async Task A_mode_is_read_as_old_modules_write_it(string written, string mode)
    {
        var file = _folder.Write("file", "x");
        _folder.AddPython("website", Imports, $"PermissionManager().set_permission('{file}', mode={written}) and get_permissions('{file}')['mode'] == '{mode}' or None");

        var (result, lines) = await _folder.RunModuleAsync("website");

        Assert.Equal((null, ""), (result.Error, string.Join('\n', lines)));
    }

    [Fact]
    public async Task A_path_that_is_no_utf8_fails_and_says_so()
    {
        _folder.AddPython("website", Imports, @"PermissionManager().set_permissions(PermissionTarget(b'/tmp/bad\xff', mode=0o600)) or None");

        var (result, lines) = await _folder.RunModuleAsync("website");

        Assert.False(result.IsGood);
        Assert.EndsWith(@"b'/tmp/bad\xff' is no UTF-8, and cannot be named", Assert.Single(lines));
    }

    [Fact]
    public async Task Targets_of_a_service_are_made_and_set()
    {
        var file = _folder.Write("file", "x");
        _folder.AddPython("website", Imports, $"""
            (restore_service_permissions_simple('root', ['{file}'], mode='640')
                and fix_common_service_permissions('no-such-service-at-all')
                and create_service_permission_targets('root', ['{file}'])[0].owner == 'root'
                and get_permissions('/no/such/path') is None) or None
            """);

        var (result, lines) = await _folder.RunModuleAsync("website");

        Assert.Equal((null, ""), (result.Error, string.Join('\n', lines)));
        Assert.Equal(RootedFiles.Private | UnixFileMode.GroupRead, File.GetUnixFileMode(file));
    }

    public void Dispose() => _folder.Dispose();
}
