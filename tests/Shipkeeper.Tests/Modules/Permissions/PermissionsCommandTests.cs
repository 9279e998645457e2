using Shipkeeper.Tools.Files;

namespace Shipkeeper.Tests.Modules.Permissions;

public sealed class PermissionsCommandTests : IDisposable
{
    private readonly ModuleFolder _folder = new();

    [Fact]
    public async Task What_the_index_declares_is_set()
    {
        var (data, file) = (Path.GetDirectoryName(_folder.Write("data/inner/file", "x"))!, _folder.Write("secret", "x"));
        _folder.Add("website", $$"""
            {
              "directories": {"data": {"path": "{{data}}", "mode": 493, "recursive": true}, "ignored": "/no/such/folder"},
              "permissions": [{"path": "{{file}}", "owner": "root", "group": 0, "mode": "0600"}]
            }
            """);

        var run = await _folder.RunAsync("permissions", "website");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(RootedFiles.ReadableFolder, File.GetUnixFileMode(data));
        Assert.Equal(RootedFiles.Private, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task Each_target_that_fails_is_told_and_the_others_are_set()
    {
        var file = _folder.Write("file", "x");
        _folder.Add("website", $$"""
            {"permissions": [
              {"path": "/no/such/path", "mode": 755},
              {"path": "{{file}}", "owner": "no-such-user"},
              {"path": "{{file}}", "group": "no-such-group"},
              {"path": "{{file}}", "mode": "rw"},
              {"path": "file", "mode": 600},
              {"path": "/", "mode": 777, "recursive": true},
              {"path": "/usr/..", "mode": 777, "recursive": true},
              {"owner": "root"},
              {"path": "{{file}}", "mode": "600"}
            ]}
            """);

        var run = await _folder.RunAsync("permissions", "website");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("8 of 9 targets could not be set as wanted.", run.Error);
        Assert.All(
            [
                "/no/such/path: No such file or directory", $"{file}: there is no user 'no-such-user'", $"{file}: there is no group 'no-such-group'", $"{file}: 'rw' is no mode like 755",
                "file: it is no absolute path", "/: everything on this host is not changed at once", "/usr/..: everything on this host is not changed at once", ": a target has no path",
            ],
            problem => Assert.Contains(problem, run.Error));
        Assert.Equal(RootedFiles.Private, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task A_module_that_declares_nothing_needs_nothing()
    {
        _folder.Add("website");

        Assert.Equal(new CommandRun(0, "the module declares no permissions\n", ""), await _folder.RunAsync("permissions", "website"));
    }

    [Theory]
    [InlineData("\"x\"", "permissions: \"x\" is no target")]
    [InlineData("[5]", "target 1: 5 is no target")]
    [InlineData("{\"/p\": \"700\"}", "/p: \"700\" is no target")]
    [InlineData("[{\"path\": \"/p\", \"mod\": \"700\"}]", "/p: it asks for neither owner, group nor mode")]
    [InlineData("[{\"path\": \"/p\", \"mode\": \"700\", \"recursive\": \"deep\"}]", "/p: 'recursive' is 'deep', neither true nor false")]
    public async Task What_is_declared_and_not_understood_has_failed(string permissions, string problem)
    {
        _folder.Add("website", $$"""{"permissions": {{permissions}}}""");

        var run = await _folder.RunAsync("permissions", "website");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(problem, run.Error);
    }

    [Fact]
    public async Task A_module_that_is_not_installed_has_none()
    {
        var run = await _folder.RunAsync("permissions", "website");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("modules.no-such-module", run.Error);
    }

    public void Dispose() => _folder.Dispose();
}
