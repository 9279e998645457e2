using Shipkeeper.Tools.Files;

namespace Shipkeeper.Tests.Files;

/// <summary>On real files, as root: what is set, and what is left alone.</summary>
public sealed class TreePermissionsTests : IDisposable
{
    private const uint Nobody = 65534;

    private readonly TemporaryFolder _folder = new();

    public TreePermissionsTests() => Assert.SkipUnless(Posix.EffectiveUser() == 0, "only root gives files away");

    [Fact]
    public void A_recursive_mode_opens_folders_and_makes_no_file_a_program()
    {
        Make("tree/data", 0b110_000_000);
        Make("tree/program", 0b111_000_000);

        var outcome = Apply("tree", new(null, null, 0b111_101_101, null, Recursive: true));

        Assert.Equal((0b111_101_101u, 0b110_100_100u, 0b111_101_101u), (ModeOf("tree"), ModeOf("tree/data"), ModeOf("tree/program")));
        Assert.Equal((3L, 0L, (string?)null), (outcome.Entries, outcome.Failed, outcome.Error));
    }

    [Fact]
    public void Whoever_may_read_a_folder_may_search_it_after_a_recursive_mode()
    {
        Make("tree/inner/data", 0b110_000_000);

        Apply("tree", new(null, null, 0b110_100_000, null, Recursive: true));

        Assert.Equal((0b111_101_000u, 0b111_101_000u, 0b110_100_000u), (ModeOf("tree"), ModeOf("tree/inner"), ModeOf("tree/inner/data")));
    }

    [Fact]
    public void Without_recursion_the_mode_is_set_as_it_is_and_nothing_below_changes()
    {
        Make("tree/data", 0b110_000_000);

        Apply("tree", new(null, null, 0b110_100_000, null, Recursive: false));
        Apply("tree/data", new(null, null, 0b111_101_101, null, Recursive: false));

        Assert.Equal((0b110_100_000u, 0b111_101_101u), (ModeOf("tree"), ModeOf("tree/data")));
    }

    [Fact]
    public void Set_id_bits_of_a_recursive_mode_reach_folders_and_no_files()
    {
        Make("tree/program", 0b111_000_000);

        Apply("tree", new(null, null, 0b010_111_101_101, null, Recursive: true));

        Assert.Equal((0b010_111_101_101u, 0b111_101_101u), (ModeOf("tree"), ModeOf("tree/program")));
    }

    [Fact]
    public void Links_in_the_tree_are_given_away_themselves_and_never_followed()
    {
        Make("outside/shadow", 0b110_000_000);
        Directory.CreateDirectory(PathOf("tree"));
        File.CreateSymbolicLink(PathOf("tree/file"), PathOf("outside/shadow"));
        File.CreateSymbolicLink(PathOf("tree/folder"), PathOf("outside"));
        File.CreateSymbolicLink(PathOf("tree/nowhere"), "gone");

        var outcome = Apply("tree", new(Nobody, Nobody, 0b111_111_111, null, Recursive: true));

        Assert.Equal((4L, 4L, 0L), (outcome.Entries, outcome.Changed, outcome.Failed));
        Assert.All(["tree/file", "tree/folder", "tree/nowhere"], link => Assert.Equal(Nobody, StatusOf(link).User));
        Assert.All(["outside", "outside/shadow"], place => Assert.Equal(0u, StatusOf(place).User));
        Assert.Equal(0b110_000_000u, ModeOf("outside/shadow"));
    }

    [Fact]
    public void A_target_that_is_a_link_fails_and_what_it_leads_to_is_left_alone()
    {
        Make("outside/shadow", 0b110_000_000);
        File.CreateSymbolicLink(PathOf("link"), PathOf("outside"));

        var outcome = Apply("link", new(Nobody, null, 0b111_111_111, null, Recursive: true));

        Assert.Equal($"{PathOf("link")}: it is a symbolic link; name what it leads to", outcome.Error);
        Assert.Equal((0u, 0u), (StatusOf("outside").User, StatusOf("link").User));
    }

    [Fact]
    public void A_link_on_the_way_is_followed_when_root_has_made_it_and_else_not()
    {
        Make("real/data", 0b110_000_000);
        File.CreateSymbolicLink(PathOf("way"), "real");

        Assert.Null(Apply("way/data", new(null, null, 0b110_100_000, null, Recursive: false)).Error);

        Posix.ChangeOwner(PathOf("way"), Nobody, Nobody);
        var refused = Apply("way/data", new(Nobody, null, null, null, Recursive: false));
        Assert.Equal($"{PathOf("way/data")}: a link on the way to it belongs to user {Nobody}, and is not followed", refused.Error);
        Assert.Equal((0u, 0b110_100_000u), (StatusOf("real/data").User, ModeOf("real/data")));
    }

    [Fact]
    public void A_path_that_is_missing_is_a_failure() =>
        Assert.Equal(new PermissionOutcome(0, 0, 1, $"{PathOf("missing")}: No such file or directory"), Apply("missing", new(Nobody, null, null, null, Recursive: false)));

    [Fact]
    public void What_is_as_it_should_be_is_not_counted_as_changed()
    {
        Make("tree/data", 0b110_100_100);
        var change = new PermissionChange(0, 0, 0b110_100_100, 0b111_101_101, Recursive: true);
        Apply("tree", change);

        var again = Apply("tree", change);

        Assert.Equal((2L, 0L), (again.Entries, again.Changed));
    }

    [Fact]
    public async Task What_cannot_be_changed_is_counted_and_the_rest_is_changed_all_the_same()
    {
        Make("tree/a", 0b110_000_000);
        Make("tree/fixed", 0b110_000_000);
        Make("tree/z", 0b110_000_000);
        Assert.SkipUnless((await ChildProcess.RunAsync("chattr", "+i", PathOf("tree/fixed"))).ExitCode == 0, "this file system has no files that cannot be changed");
        try
        {
            var outcome = Apply("tree", new(null, null, 0b110_100_100, 0b111_101_101, Recursive: true));

            Assert.Equal((4L, 1L, $"{PathOf("tree/fixed")}: Operation not permitted"), (outcome.Entries, outcome.Failed, outcome.Error));
            Assert.Equal((0b110_100_100u, 0b110_000_000u, 0b110_100_100u), (ModeOf("tree/a"), ModeOf("tree/fixed"), ModeOf("tree/z")));
        }
        finally
        {
            ChildProcess.Output("chattr", "-i", PathOf("tree/fixed"));
        }
    }

    [Fact]
    public void Names_may_be_any_bytes()
    {
        Directory.CreateDirectory(PathOf("tree"));
        ChildProcess.Output("sh", "-c", $"cd '{PathOf("tree")}' && mkdir -m 700 \"$(printf 'bad\\377')\" && touch \"$(printf 'bad\\377/line\\nline')\"");

        var outcome = Apply("tree", new(Nobody, null, null, null, Recursive: true));

        Assert.Equal((3L, 3L, 0L), (outcome.Entries, outcome.Changed, outcome.Failed));
        Assert.Equal(@"bad\xff\x0a", Entry.Show([.. "bad"u8, 0xff, (byte)'\n', 0]));
        ChildProcess.Output("rm", "-rf", PathOf("tree"));
    }

    [Fact]
    [Trait("Needs", "python")]
    public void A_tree_deeper_than_any_path_is_walked_to_its_end()
    {
        const int depth = 3000;
        Directory.CreateDirectory(PathOf("tree"));
        ChildProcess.Output("python3", "-c", $"import os\nos.chdir('{PathOf("tree")}')\nfor _ in range({depth}):\n    os.mkdir('d'); os.chdir('d')");

        var outcome = Apply("tree", new(Nobody, null, null, null, Recursive: true));

        Assert.Equal((depth + 1L, depth + 1L, 0L), (outcome.Entries, outcome.Changed, outcome.Failed));
        ChildProcess.Output("rm", "-rf", PathOf("tree"));
    }

    [Fact]
    public void A_hundred_thousand_files_are_changed_with_little_memory()
    {
        const int files = 100_000;
        Directory.CreateDirectory(PathOf("tree"));
        using (var top = Entry.Find(PathOf("tree")))
        {
            for (var number = 0; number < files; number++)
            {
                Posix.OpenIn(top.Handle, Entry.Name($"file {number}"), Posix.OpenCreate | Posix.OpenReadWrite, 0x180).Dispose();
            }
        }

        var outcome = Apply("tree", new(null, null, 0b110_100_000, null, Recursive: true));

        Assert.Equal((files + 1L, files + 1L, 0L), (outcome.Entries, outcome.Changed, outcome.Failed));
    }

    [Fact]
    public void Names_are_looked_up_and_numbers_taken_as_they_are() => Assert.Equal(
        [0u, Nobody, 4242u, null, null, null],
        new[] { "root", "nobody", "4242", "no-such-user", "4294967295", "x\0" }.Select(TreePermissions.FindUser));

    public void Dispose() => _folder.Dispose();

    private PermissionOutcome Apply(string name, PermissionChange change) => TreePermissions.Apply(PathOf(name), change, TestContext.Current.CancellationToken);

    private string PathOf(string name) => Path.Combine(_folder.Path, name);

    private void Make(string name, int mode)
    {
        var path = _folder.Write(name, "content");
        File.SetUnixFileMode(path, (UnixFileMode)mode);
        File.SetUnixFileMode(Path.GetDirectoryName(path)!, RootedFiles.PrivateFolder);
    }

    private FileStatus StatusOf(string name)
    {
        using var entry = Entry.Find(PathOf(name));
        return entry.Status;
    }

    private uint ModeOf(string name) => StatusOf(name).Permissions;
}
