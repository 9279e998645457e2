using Shipkeeper.Engine;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Tests.Files;

/// <summary>Failing calls, full disks, sudden deaths, missing rights.</summary>
public sealed class RootedFilesFaultTests : StraceTest
{
    private readonly RootedFiles _files;

    public RootedFilesFaultTests() => _files = new(Folder.Path);

    [Fact]
    public async Task In_aFolder_that_may_not_be_written_every_change_says_so_and_changes_nothing()
    {
        Assert.SkipUnless(Posix.EffectiveUser() == 0, "the child gives up the rights of root");
        Folder.Write("locked/file", "old");
        _files.SwitchLink("locked/link", "locked/file");
        File.SetUnixFileMode(Folder.Path, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(PathOf("locked"), (UnixFileMode)0b101_101_101);
        var before = NamesIn(Folder.Path);

        var result = await Child.RunAsync(["change-everything-as-nobody", Folder.Path]);

        Assert.Equal(("file.not-written file.not-written file.not-written file.not-written file.not-removed", ""), (result.Output, result.Errors));
        Assert.Equal("old", Folder.Read("locked/file"));
        Assert.Equal(before, NamesIn(Folder.Path));
    }

    [Fact]
    public async Task A_stateFolder_that_may_not_be_looked_into_is_an_error_and_never_an_empty_state()
    {
        Assert.SkipUnless(Posix.EffectiveUser() == 0, "the child gives up the rights of root");
        Folder.Write("hidden/operations/01ARZ3NDEKTSV4RRFFQ69G5FAV/plan.json", "x");
        File.SetUnixFileMode(Folder.Path, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(PathOf("hidden"), RootedFiles.PrivateFolder);

        var result = await Child.RunAsync(["read-everything-as-nobody", Folder.Path]);

        Assert.Equal(("file.not-read file.not-read", ""), (result.Output, result.Errors));
    }

    [Fact]
    public async Task The_content_is_on_disk_before_the_name_and_the_name_before_the_return()
    {
        var calls = await Strace.CallsAsync("fsync,fdatasync,rename", ["write", Folder.Path]);

        Assert.Collection(
            calls,
            call => Assert.StartsWith("fsync(", call),
            call => Assert.StartsWith("rename(", call),
            call => Assert.StartsWith("fsync(", call));
    }

    [Theory]
    [InlineData("fsync:error=EIO:when=1", "old", "file.not-written")]
    [InlineData("fsync:error=ENOSPC:when=1", "old", "file.not-written")]
    [InlineData("rename:error=EROFS:when=1", "old", "file.not-written")]
    [InlineData("fchown:error=EPERM:when=1", "old", "file.not-written")]
    [InlineData("fsync:error=EIO:when=2", "new", "file.not-written")]
    public async Task A_write_that_fails_says_so_and_leaves_nothing_behind(string fault, string content, string code)
    {
        Folder.Write("file", "old");

        var result = await Strace.InjectAsync(fault, ["write", Folder.Path]);

        Assert.Equal(code, result.Output.Split(": ")[0]);
        Assert.Equal(content == "old", result.Output.EndsWith("its old content is untouched.", StringComparison.Ordinal));
        Assert.Equal(content, Folder.Read("file"));
        Assert.Equal(["file"], NamesIn(Folder.Path));
    }

    [Theory]
    [InlineData("fsync:signal=KILL:when=1", "old")]
    [InlineData("rename:signal=KILL:when=1", "old")]
    [InlineData("fsync:signal=KILL:when=2", "new")]
    public async Task A_writer_that_is_killed_leaves_old_or_new_and_the_next_write_works(string death, string expected)
    {
        Folder.Write("file", "old");

        var result = await Strace.InjectAsync(death, ["write", Folder.Path]);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Equal(expected, Folder.Read("file"));
        _files.Write("file", "next");
        Assert.Equal(["file"], NamesIn(Folder.Path));
    }

    [Fact]
    public void A_full_disk_keeps_the_old_content_and_works_again_when_there_is_room()
    {
        using var disk = SmallDisk.Mount(Folder.Path);
        var files = new RootedFiles(disk.Path);
        files.Write("file", "old");
        disk.Fill();

        AssertFails("file.not-written", () => files.Write("file", new string('x', 20_000)));
        Assert.Equal("old"u8.ToArray(), files.Read("file"));
        Assert.Equal(["file", "filling"], NamesIn(disk.Path));

        disk.MakeRoom();
        files.Write("file", new string('x', 20_000));
        Assert.Equal(20_000, files.Read("file")!.Length);
    }

    private static void AssertFails(string code, Action change) => Assert.Equal(code, Assert.Throws<ShipkeeperException>(change).Code.Name);

    private static List<string> NamesIn(string folder) =>
    [
        .. Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path))
            .Order(StringComparer.Ordinal),
    ];

    private string PathOf(string name) => Path.Combine(Folder.Path, name);
}
