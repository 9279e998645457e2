using Shipkeeper.Engine;
using Shipkeeper.Modules.State;
using Shipkeeper.Tests.Files;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Tests.Modules.State;

/// <summary>Files that are backed up and put back: exactly what was there.</summary>
[Trait("Needs", "python")]
public sealed class StateFilesTests : IDisposable
{
    /// <summary>Everything that can be seen of a tree but what changes by looking: names, kinds, modes, owners, sizes, times, links, names of one file, content, attributes.</summary>
    private const string Fingerprint =
        """
        import hashlib, os, sys
        top = os.fsencode(sys.argv[1])
        first = {}
        def say(path):
            s = os.lstat(path)
            kind = "%o" % s.st_mode
            what = os.readlink(path) if os.path.islink(path) else hashlib.sha256(open(path, "rb").read()).hexdigest() if os.path.isfile(path) else ""
            one = first.setdefault(s.st_ino, path)
            attributes = sorted((name, os.getxattr(path, name, follow_symlinks=False)) for name in os.listxattr(path, follow_symlinks=False))
            print(path[len(top):], kind, s.st_uid, s.st_gid, s.st_size if kind[0] != "4" else "", s.st_mtime_ns, what, one[len(top):], attributes)
        say(top)
        for folder, folders, files in os.walk(top):
            folders.sort()
            for name in sorted(folders + files):
                say(os.path.join(folder, name))
        """;

    private readonly StateFolder _folder = new();

    public StateFilesTests() => Assert.SkipUnless(Posix.EffectiveUser() == 0, "only root gives files back to their owners");

    [Fact]
    public async Task A_folder_comes_back_as_it_was_whatever_was_done_to_it()
    {
        MakeTree();
        var before = PrintOf("data");
        await _folder.BackupAsync(_folder.PathOf("data"));

        _folder.Shell("""
            rm data/link data/inner/a; echo changed > data/b; chmod 777 data data/inner data/b; chown 7:7 data data/inner
            mkdir data/link; echo x > data/link/x; ln -s /etc/passwd data/new-link; mkdir -p data/new/deep; echo new > data/new/deep/file
            rm -rf data/empty; echo file > data/empty; python3 -c 'import os; os.removexattr("data/inner/deep", "system.posix_acl_access"); os.setxattr("data/inner/deep", "user.new", b"x")'
            echo gone >> data/hard-1; touch data/inner data
            """);
        await _folder.RestoreAsync();

        Assert.Equal(before, PrintOf("data"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.PathOf("."), ".shipkeeper-restore*"));
    }

    [Fact]
    public async Task A_folder_that_has_gone_comes_back()
    {
        MakeTree();
        var before = PrintOf("data");
        await _folder.BackupAsync(_folder.PathOf("data"));

        _folder.Shell("rm -rf data");
        await _folder.RestoreAsync();

        Assert.Equal(before, PrintOf("data"));
    }

    [Fact]
    public async Task Holes_stay_holes()
    {
        _folder.Shell("mkdir data; truncate -s 1G data/sparse; printf end >> data/sparse");
        var manifest = await _folder.BackupAsync(_folder.PathOf("data"));

        _folder.Shell("rm data/sparse");
        await _folder.RestoreAsync();

        Assert.InRange(manifest.Bytes, 1, 1 << 20);
        Assert.Equal("1073741827", _folder.Shell("stat -c %s data/sparse").Trim());
        Assert.InRange(int.Parse(_folder.Shell("stat -c %b data/sparse")), 1, 1000);
    }

    [Fact]
    public async Task A_folder_that_programs_have_open_stays_the_same_folder()
    {
        MakeTree();
        await _folder.BackupAsync(_folder.PathOf("data"));
        var before = _folder.Shell("stat -c %i data data/inner");

        _folder.Shell("echo changed > data/b");
        await _folder.RestoreAsync();

        Assert.Equal(before, _folder.Shell("stat -c %i data data/inner"));
    }

    [Fact]
    public async Task Single_files_and_links_come_back_and_what_was_not_there_goes()
    {
        _folder.Shell("echo one > file; ln -s file link; chmod 640 file");
        var manifest = await _folder.BackupAsync(_folder.PathOf("file"), _folder.PathOf("link"), _folder.PathOf("absent"), _folder.PathOf("no-folder/absent"));

        _folder.Shell("rm link; echo two > file; mkdir link absent; echo x > absent/x; echo keep > other");
        await _folder.RestoreAsync();

        Assert.Equal([true, true, false, false], manifest.Files.Select(file => file.Part is not null));
        Assert.Equal("one\n640\nfile\nfile link other tree", _folder.Shell("cat file; stat -c %a file; readlink link; echo $(ls)").Trim());
    }

    [Fact]
    public async Task A_link_that_was_put_in_the_place_of_a_folder_is_replaced_and_not_followed()
    {
        _folder.Shell("mkdir -p data/inner outside; echo kept > outside/a; echo a > data/inner/a");
        await _folder.BackupAsync(_folder.PathOf("data"));

        _folder.Shell("rm -r data/inner; ln -s ../outside data/inner");
        await _folder.RestoreAsync();

        Assert.Equal("a\nkept", _folder.Shell("cat data/inner/a outside/a").Trim());
        Assert.False(new DirectoryInfo(_folder.PathOf("data/inner")).LinkTarget is not null);
    }

    [Fact]
    public async Task A_folder_on_the_way_that_became_a_link_of_somebody_else_is_not_followed()
    {
        _folder.Shell("mkdir -p way/data outside/data; echo a > way/data/a");
        await _folder.BackupAsync(_folder.PathOf("way/data"));

        _folder.Shell("mv way old; ln -s outside way; chown -h nobody way");
        var error = await Assert.ThrowsAsync<ShipkeeperException>(() => _folder.RestoreAsync());

        Assert.Equal("modules.restore-failed", error.Code.Name);
        Assert.Contains("nothing was changed", error.Message);
        Assert.Equal("", _folder.Shell("ls outside/data"));
    }

    [Fact]
    public async Task Names_may_be_any_bytes()
    {
        _folder.Shell("""mkdir data; cd data; printf x > "$(printf 'line\nline')"; printf y > "$(printf 'bad\377')"; mkdir "$(printf 'bad\376')"; printf z > 'bad\xff'""");
        var before = PrintOf("data");
        await _folder.BackupAsync(_folder.PathOf("data"));

        _folder.Shell("""cd data; rm -r *; printf new > "$(printf 'new\377')"; touch .""");
        await _folder.RestoreAsync();

        Assert.Equal(before, PrintOf("data"));
    }

    [Fact]
    public async Task A_socket_is_neither_backed_up_nor_removed()
    {
        _folder.Shell("mkdir data; echo a > data/a; python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind(\"data/socket\")'");
        await _folder.BackupAsync(_folder.PathOf("data"));
        await _folder.RestoreAsync();
        var error = await Assert.ThrowsAsync<ShipkeeperException>(() => _folder.BackupAsync(_folder.PathOf("data/socket")));

        Assert.Equal(("a socket", "modules.backup-failed"), (_folder.Shell("echo $(ls data)").Trim(), error.Code.Name));
    }

    [Fact]
    public async Task What_is_mounted_in_a_folder_is_left_alone()
    {
        _folder.Shell("mkdir -p data/mounted; echo a > data/a");
        Assert.SkipUnless((await ChildProcess.RunAsync("mount", "-t", "tmpfs", "none", _folder.PathOf("data/mounted"))).ExitCode == 0, "nothing can be mounted here");
        try
        {
            _folder.Shell("echo theirs > data/mounted/theirs");
            await _folder.BackupAsync(_folder.PathOf("data"));
            _folder.Shell("echo changed > data/a; echo later > data/mounted/later");
            await _folder.RestoreAsync();

            Assert.Equal("a\nlater theirs", _folder.Shell("cat data/a; echo $(ls data/mounted)").Trim());
        }
        finally
        {
            ChildProcess.Output("umount", _folder.PathOf("data/mounted"));
        }
    }

    [Fact]
    public async Task A_mounted_folder_itself_comes_back()
    {
        _folder.Shell("mkdir -p data");
        Assert.SkipUnless((await ChildProcess.RunAsync("mount", "-t", "tmpfs", "none", _folder.PathOf("data"))).ExitCode == 0, "nothing can be mounted here");
        try
        {
            _folder.Shell("mkdir data/inner; echo a > data/inner/a");
            await _folder.BackupAsync(_folder.PathOf("data"));
            _folder.Shell("rm -r data/inner; echo new > data/new");
            await _folder.RestoreAsync();

            Assert.Equal("inner\na", _folder.Shell("ls -A data; cat data/inner/a").Trim());
        }
        finally
        {
            ChildProcess.Output("umount", _folder.PathOf("data"));
        }
    }

    [Fact]
    public async Task Where_the_disk_is_full_nothing_is_changed_by_a_restore()
    {
        using var disk = SmallDisk.Mount(_folder.PathOf("."));
        Directory.CreateDirectory(Path.Combine(disk.Path, "data"));
        _folder.Shell($"head -c 1000000 /dev/urandom > '{disk.Path}/data/large'");
        await _folder.BackupAsync(Path.Combine(disk.Path, "data"));

        _folder.Shell($"echo changed > '{disk.Path}/data/large'; echo new > '{disk.Path}/data/new'");
        disk.Fill();
        var error = await Assert.ThrowsAsync<ShipkeeperException>(() => _folder.RestoreAsync());
        Assert.Contains("nothing was changed", error.Message);
        Assert.Equal("changed\nlarge new", _folder.Shell($"cat '{disk.Path}/data/large'; echo $(ls -A '{disk.Path}/data')").Trim());

        disk.MakeRoom();
        await _folder.RestoreAsync();
        Assert.Equal("large\n1000000", _folder.Shell($"ls -A '{disk.Path}/data'; stat -c %s '{disk.Path}/data/large'").Trim());
    }

    public void Dispose() => _folder.Dispose();

    private void MakeTree()
    {
        _folder.Shell("""
            mkdir -p data/inner/deep data/empty
            echo a > data/inner/a; echo b > data/b; echo hard > data/hard-1; ln data/hard-1 data/inner/hard-2
            ln -s inner/a data/link; ln -s /nowhere data/inner/dangling; mkfifo data/pipe
            chmod 4755 data/b; chmod 2750 data/inner; chmod 1777 data/empty; chown 33:44 data/inner/a data/inner; chown -h 55:66 data/link
            touch -d '2001-02-03 04:05:06.789' data/b data/inner/a data/inner/deep; touch -h -d '2002-02-02' data/link
            python3 -c 'import os; [os.setxattr(p, "user.mark", b"x\\0y") for p in ("data/b", "data/inner", "data")]'
            python3 -c 'import os, struct; [os.setxattr(p, "system.posix_acl_access", struct.pack("<I" + "HHI" * 5, 2, 1, 7, 2**32 - 1, 2, 5, 65534, 4, 5, 2**32 - 1, 16, 5, 2**32 - 1, 32, 0, 2**32 - 1)) for p in ("data/inner/a", "data/inner/deep")]'
            touch -d '2003-03-03' data/inner data
            """);
    }

    private string PrintOf(string name) => ChildProcess.Output("python3", "-I", "-c", Fingerprint, _folder.PathOf(name));
}
