using Shipkeeper.Engine;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Tests.Files;

public sealed class RootedFilesTests : IDisposable
{
    private readonly TemporaryFolder _outside = new();
    private readonly TemporaryFolder _folder = new();
    private readonly RootedFiles _files;

    public RootedFilesTests() => _files = new(_folder.Path);

    public void Dispose()
    {
        _folder.Dispose();
        _outside.Dispose();
    }

    [Fact]
    public void What_was_written_is_read()
    {
        _files.Write("state.json", "{}");

        Assert.Equal("{}"u8.ToArray(), _files.Read("state.json"));
        Assert.Equal(["state.json"], NamesIn(_folder.Path));
    }

    [Fact]
    public async Task A_file_of_any_size_is_written_as_a_stream_whole_or_not_at_all()
    {
        await _files.WriteAsync("database.dump", async stream => await stream.WriteAsync(new byte[1_000_000]));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _files.WriteAsync("database.dump", async stream =>
        {
            await stream.WriteAsync(new byte[10]);
            throw new InvalidOperationException();
        }));

        using var read = _files.OpenRead("database.dump");
        Assert.Equal(1_000_000, read!.Length);
        Assert.Equal(RootedFiles.Private, File.GetUnixFileMode(Path.Combine(_folder.Path, "database.dump")));
        Assert.Equal(["database.dump"], NamesIn(_folder.Path));
        Assert.Null(_files.OpenRead("nothing"));
    }

    [Fact]
    public void A_file_that_is_missing_reads_as_null_and_does_not_exist()
    {
        Assert.Null(_files.Read("state.json"));
        Assert.Null(_files.Read("no/such/folder/state.json"));
        Assert.False(_files.Exists("state.json"));
    }

    [Fact]
    public async Task A_reader_sees_the_old_content_or_the_new_and_never_less()
    {
        byte[][] contents = [[.. Enumerable.Repeat((byte)'a', 100_000)], [.. Enumerable.Repeat((byte)'b', 50_000)]];
        _files.Write("state", contents[0]);
        using var end = new CancellationTokenSource();
        var reader = Task.Run(() =>
        {
            var seen = new HashSet<(byte, int, int)>();
            while (!end.IsCancellationRequested)
            {
                var read = _files.Read("state")!;
                seen.Add((read[0], read.Length, read.Distinct().Count()));
            }

            return seen;
        });

        for (var i = 0; i < 40; i++)
        {
            _files.Write("state", contents[i % 2]);
        }

        await end.CancelAsync();
        Assert.Subset(new HashSet<(byte, int, int)> { ((byte)'a', 100_000, 1), ((byte)'b', 50_000, 1) }, await reader);
    }

    [Fact]
    public async Task Writers_side_by_side_never_mix()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => _files.Write("state", new string((char)('a' + i), 10_000 + i)))));

        var content = _files.Read("state")!;
        Assert.Equal(10_000 + content[0] - 'a', content.Length);
        Assert.Single(content.Distinct());
    }

    [Fact]
    public void A_file_is_private_also_when_the_one_before_was_not()
    {
        _folder.Write(".env", "OLD=1");
        File.SetUnixFileMode(PathOf(".env"), UnixFileMode.OtherRead | UnixFileMode.GroupRead | RootedFiles.Private);

        _files.Write(".env", "NEW=1");

        Assert.Equal(RootedFiles.Private, File.GetUnixFileMode(PathOf(".env")));
    }

    [Fact]
    public async Task The_modes_asked_for_are_given_whatever_the_umask()
    {
        var result = await Child.RunAsync(["write-with-odd-umask", _folder.Path]);

        Assert.Equal("", result.Errors);
        Assert.Equal(RootedFiles.Private, File.GetUnixFileMode(PathOf("private")));
        Assert.Equal(RootedFiles.Private | UnixFileMode.OtherRead, File.GetUnixFileMode(PathOf("public")));
        Assert.Equal(RootedFiles.PrivateFolder, File.GetUnixFileMode(PathOf("folder/below")));
    }

    [Fact]
    public void Everything_takes_owner_and_group_of_the_root()
    {
        Assert.SkipUnless(Posix.EffectiveUser() == 0, "only root can give files away");
        Assert.Equal(0, Posix.ChangeOwner(_folder.Path, 12345, 23456));
        var files = new RootedFiles(_folder.Path);

        files.CreateFolder("a/b");
        files.Write("a/b/file", "");
        files.SwitchLink("link", "a");

        Assert.All(["a", "a/b", "a/b/file"], name => Assert.Equal((12345u, 23456u), OwnerOf(PathOf(name))));
        Assert.Equal("12345 23456", ChildProcess.Output("stat", "-c", "%u %g", PathOf("link")));
    }

    [Theory]
    [InlineData("../other")]
    [InlineData("a/../../other")]
    [InlineData("/etc/hostname")]
    [InlineData("..")]
    [InlineData("a\0b")]
    public void A_path_that_leaves_the_root_is_refused(string path)
    {
        AssertOutside(() => _files.Resolve(path));
        AssertOutside(() => _files.Write(path, ""));
        AssertOutside(() => _files.Read(path));
        AssertOutside(() => _files.Remove(path));
        AssertOutside(() => _files.CreateFolder(path));
        AssertOutside(() => _files.SwitchLink(path, "a"));
        AssertOutside(() => _files.SwitchLink("link", path));
        AssertOutside(() => _files.Rename("a", path));
    }

    [Fact]
    public void A_folder_whose_name_only_begins_like_the_root_is_outside() =>
        AssertOutside(() => _files.Resolve($"../{Path.GetFileName(_folder.Path)}-other/file"));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a/..")]
    public void The_root_itself_is_never_replaced_or_removed(string path)
    {
        _folder.Write("keep", "");

        AssertOutside(() => _files.Remove(path));
        AssertOutside(() => _files.Write(path, ""));
        AssertOutside(() => _files.Rename(path, "b"));
        Assert.True(_files.Exists("keep"));
    }

    [Fact]
    public void A_linked_folder_that_leads_out_is_refused()
    {
        _outside.Write("file", "theirs");
        Directory.CreateSymbolicLink(PathOf("link"), _outside.Path);
        Directory.CreateDirectory(PathOf("real"));
        Directory.CreateSymbolicLink(PathOf("real/deeper"), PathOf("link"));

        AssertOutside(() => _files.Write("link/file", "ours"));
        AssertOutside(() => _files.Write("real/deeper/file", "ours"));
        AssertOutside(() => _files.Read("link/file"));
        AssertOutside(() => _files.Remove("link/file"));
        AssertOutside(() => _files.CreateFolder("link/folder"));
        Assert.Equal("theirs", _outside.Read("file"));
    }

    [Fact]
    public void A_link_that_leads_out_through_a_second_one_is_refused()
    {
        Directory.CreateDirectory(Path.Combine(_outside.Path, "below"));
        Directory.CreateSymbolicLink(PathOf("second"), _outside.Path);
        Directory.CreateSymbolicLink(PathOf("first"), "second/below");

        AssertOutside(() => _files.Write("first/file", ""));
    }

    [Fact]
    public void A_link_that_stays_inside_is_followed()
    {
        Directory.CreateDirectory(PathOf("releases/0001"));
        _files.SwitchLink("current", "releases/0001");

        _files.Write("current/file", "x");

        Assert.Equal("x", _folder.Read("releases/0001/file"));
    }

    [Fact]
    public void A_root_that_is_reached_through_a_link_works_the_same()
    {
        var link = Path.Combine(_outside.Path, "platform");
        Directory.CreateSymbolicLink(link, _folder.Path);
        Directory.CreateDirectory(PathOf("releases/0001"));
        var files = new RootedFiles(link + "/");

        files.SwitchLink("current", "releases/0001");
        files.Write("current/file", "x");

        Assert.Equal("x"u8.ToArray(), files.Read("releases/0001/file"));
        AssertOutside(() => files.Write("../other", ""));
    }

    [Fact]
    public void A_link_in_the_place_of_a_file_is_replaced_and_its_target_untouched()
    {
        var target = _outside.Write("target", "theirs");
        File.CreateSymbolicLink(PathOf("file"), target);

        _files.Write("file", "ours");

        Assert.Equal(("theirs", "ours"), (_outside.Read("target"), _folder.Read("file")));
        Assert.Null(_files.ReadLink("file"));
    }

    [Fact]
    public void A_link_in_the_place_of_a_temporary_file_is_not_written_through()
    {
        var target = _outside.Write("target", "theirs");
        File.CreateSymbolicLink(PathOf(".file.new"), target);

        _files.Write("file", "ours");

        Assert.Equal("theirs", _outside.Read("target"));
    }

    [Fact]
    public void A_link_to_a_file_outside_is_not_read()
    {
        File.CreateSymbolicLink(PathOf("compose.yaml"), "/etc/passwd");
        File.CreateSymbolicLink(PathOf("inside"), "real");
        _folder.Write("real", "x");

        AssertOutside(() => _files.Read("compose.yaml"));
        Assert.NotNull(_files.Read("inside"));
    }

    [Fact]
    public void A_link_is_switched_and_read()
    {
        _files.SwitchLink("current", "releases/0001");
        _files.SwitchLink("current", "releases/0002");

        Assert.Equal("releases/0002", _files.ReadLink("current"));
        Assert.Null(_files.ReadLink("nothing"));
        Assert.Equal(["current"], NamesIn(_folder.Path));
    }

    [Fact]
    public async Task A_link_that_is_switched_names_the_old_target_or_the_new_one()
    {
        _files.SwitchLink("current", "0");
        using var end = new CancellationTokenSource();
        var reader = Task.Run(() =>
        {
            var seen = new HashSet<string?>();
            while (!end.IsCancellationRequested)
            {
                seen.Add(_files.ReadLink("current"));
            }

            return seen;
        });

        for (var i = 0; i < 100; i++)
        {
            _files.SwitchLink("current", $"{i % 2}");
        }

        await end.CancelAsync();
        Assert.Subset(new HashSet<string?> { "0", "1" }, await reader);
    }

    [Fact]
    public void A_removed_folder_takes_along_its_content_but_not_what_its_links_name()
    {
        var target = _outside.Write("keep", "theirs");
        _folder.Write("folder/deep/file", "x");
        Directory.CreateSymbolicLink(PathOf("folder/link"), _outside.Path);
        Directory.CreateSymbolicLink(PathOf("link"), _outside.Path);

        _files.Remove("folder");
        _files.Remove("link");
        _files.Remove("nothing");
        _files.Remove("no/such/folder");

        Assert.Empty(NamesIn(_folder.Path));
        Assert.True(File.Exists(target));
    }

    [Fact]
    public void A_folder_in_the_place_of_a_file_is_an_error_and_stays()
    {
        _folder.Write("file/below", "x");

        AssertFails("file.not-written", () => _files.Write("file", "ours"));
        AssertFails("file.not-written", () => _files.SwitchLink("file", "a"));
        AssertFails("file.not-read", () => _files.Read("file"));
        Assert.Equal(["file", "file/below"], NamesIn(_folder.Path));
    }

    [Fact]
    public void A_folder_in_the_place_of_a_temporary_file_is_an_error_and_the_old_content_stays()
    {
        _files.Write("file", "old");
        _folder.Write(".file.new/below", "x");

        AssertFails("file.not-written", () => _files.Write("file", "new"));
        AssertFails("file.not-written", () => _files.SwitchLink("file", "a"));
        Assert.Equal("old", _folder.Read("file"));
    }

    [Fact]
    public void What_a_killed_writer_left_is_taken_away_by_the_next_write()
    {
        _folder.Write(".file.new", new string('x', 10_000));

        _files.Write("file", "y");

        Assert.Equal(["file"], NamesIn(_folder.Path));
        Assert.Equal("y", _folder.Read("file"));
    }

    [Fact]
    public void A_write_into_a_folder_that_is_missing_names_the_file()
    {
        AssertFails("file.not-written", () => _files.Write("missing/file", ""));
        AssertFails("file.not-written", () => _files.SwitchLink("missing/link", "a"));
        AssertFails("file.not-written", () => _files.Rename("missing", "a"));
        Assert.Empty(NamesIn(_folder.Path));
    }

    [Fact]
    public void A_file_in_the_place_of_a_folder_is_an_error()
    {
        _folder.Write("file", "x");

        AssertFails("file.not-written", () => _files.CreateFolder("file/below"));
        AssertFails("file.not-written", () => _files.CreateFolder("file"));
        AssertFails("file.not-written", () => _files.Write("file/below", "x"));
        AssertFails("file.not-read", () => _files.Read("file/below"));
    }

    [Fact]
    public void A_renamed_folder_has_its_new_name_only()
    {
        _folder.Write("a/file", "x");

        _files.Rename("a", "b");

        Assert.Equal(["b", "b/file"], NamesIn(_folder.Path));
    }

    private static void AssertOutside(Action change) => AssertFails("file.outside", change);

    private static void AssertFails(string code, Action change) => Assert.Equal(code, Assert.Throws<ShipkeeperException>(change).Code.Name);

    private static (uint User, uint Group) OwnerOf(string path) => (Posix.StatusOf(path).User, Posix.StatusOf(path).Group);

    private static List<string> NamesIn(string folder) =>
    [
        .. Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path))
            .Order(StringComparer.Ordinal),
    ];

    private string PathOf(string name) => Path.Combine(_folder.Path, name);
}
