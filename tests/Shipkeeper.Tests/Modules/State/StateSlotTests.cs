using Shipkeeper.Engine;
using Shipkeeper.Modules.State;
using Shipkeeper.Tests.Files;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Tests.Modules.State;

/// <summary>The one backup that is kept: whole, or not used; replaced by a whole one, or not at all.</summary>
public sealed class StateSlotTests : IDisposable
{
    private readonly StateFolder _folder = new();

    [Theory]
    [InlineData("printf X | dd of=files-0.tar bs=1 seek=600 conv=notrunc", "'files-0.tar' is not what was written")]
    [InlineData("truncate -s 512 files-0.tar", "'files-0.tar' is not what was written")]
    [InlineData("rm files-0.tar", "'files-0.tar' is missing")]
    [InlineData("rm files-0.tar; ln -s /etc/passwd files-0.tar", "a symbolic link")]
    [InlineData("echo x > stranger", "'stranger' is no part of it")]
    [InlineData("sed -i s/website/wobsite/ manifest.json", "its manifest is not what was written")]
    [InlineData("rm manifest.json", "its manifest is missing")]
    [InlineData("rm manifest.sha256", "its manifest is not what was written")]
    [InlineData("echo > manifest.json; sha256sum manifest.json > manifest.sha256", "the backup of module 'website' is not used")]
    public async Task A_backup_that_is_not_what_was_written_is_refused_and_nothing_is_changed(string damage, string reason)
    {
        var file = _folder.Write("data/file", "old");
        await _folder.BackupAsync(Path.GetDirectoryName(file)!);
        _folder.Write("data/file", "new");
        _folder.Shell($"cd '{_folder.Slot}'; {damage}");

        var error = await Assert.ThrowsAsync<ShipkeeperException>(() => _folder.RestoreAsync());

        Assert.Contains(reason, error.Message);
        Assert.Equal("new\n", File.ReadAllText(file));
    }

    [Fact]
    public async Task Without_a_backup_there_is_nothing_to_restore() =>
        Assert.Equal("modules.no-backup", (await Assert.ThrowsAsync<ShipkeeperException>(() => _folder.RestoreAsync())).Code.Name);

    [Fact]
    public async Task A_backup_takes_the_place_of_the_one_before()
    {
        var file = _folder.Write("file", "first");
        await _folder.BackupAsync(file);
        _folder.Write("file", "second");
        await _folder.BackupAsync(file);
        _folder.Write("file", "third");

        await _folder.RestoreAsync();

        Assert.Equal("second\n", File.ReadAllText(file));
        Assert.Equal(["website"], Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(_folder.Slot)!).Select(Path.GetFileName));
    }

    [Fact]
    [Trait("Needs", "python")]
    public async Task A_backup_that_cannot_be_taken_leaves_the_one_before()
    {
        var file = _folder.Write("file", "first");
        await _folder.BackupAsync(file);
        _folder.Write("no-database", "this is no database");

        var error = await Assert.ThrowsAsync<ShipkeeperException>(
            () => _folder.BackupAsync(new StateRequest(null, [file], [], [new(StateDatabaseKind.Sqlite, _folder.PathOf("no-database"))])));

        Assert.Equal("modules.backup-failed", error.Code.Name);
        Assert.Equal(["website"], Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(_folder.Slot)!).Select(Path.GetFileName));
        _folder.Write("file", "second");
        await _folder.RestoreAsync();
        Assert.Equal("first\n", File.ReadAllText(file));
    }

    [Fact]
    public async Task A_disk_that_is_full_fails_the_backup_and_leaves_the_one_before()
    {
        using var disk = SmallDisk.Mount(_folder.PathOf("."));
        using var onDisk = new StateFolder(at: Path.Combine(disk.Path, "tree"));
        var file = _folder.Write("file", "first");
        await onDisk.BackupAsync(file);
        _folder.Shell("head -c 3000000 /dev/urandom > file");
        disk.Fill();

        var error = await Assert.ThrowsAsync<ShipkeeperException>(() => onDisk.BackupAsync(file));

        Assert.Equal("modules.backup-failed", error.Code.Name);
        disk.MakeRoom();
        await onDisk.RestoreAsync();
        Assert.Equal("first\n", File.ReadAllText(file));
    }

    [Fact]
    public async Task What_a_killed_backup_or_restore_has_left_is_taken_away_by_the_next()
    {
        var file = _folder.Write("data/file", "old");
        _folder.Shell($"mkdir -p '{_folder.Slot}.new' data/.shipkeeper-restore-0; echo x > '{_folder.Slot}.new/files-0.tar'; echo x > data/.shipkeeper-restore-0/file");

        await _folder.BackupAsync(file);
        await _folder.RestoreAsync();

        Assert.Equal("file\nwebsite", _folder.Shell($"ls -A data; ls -A '{Path.GetDirectoryName(_folder.Slot)}'").Trim());
    }

    [Fact]
    public async Task What_is_kept_is_for_its_owner_alone()
    {
        await _folder.BackupAsync(_folder.Write("file", "x"));

        Assert.Equal(RootedFiles.PrivateFolder, File.GetUnixFileMode(_folder.Slot));
        Assert.All(Directory.EnumerateFiles(_folder.Slot), file => Assert.Equal(RootedFiles.Private, File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task Backups_are_not_backed_up()
    {
        await _folder.BackupAsync(_folder.Write("file", "x"));

        foreach (var path in new[] { _folder.Tree, _folder.Slot, Path.Combine(_folder.Slot, "manifest.json") })
        {
            Assert.Equal("modules.bad-state", (await Assert.ThrowsAsync<ShipkeeperException>(() => _folder.BackupAsync(path))).Code.Name);
        }
    }

    public void Dispose() => _folder.Dispose();
}
