using System.Security.Cryptography;
using System.Text;
using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Backups;

/// <summary>A backup that is not what was written is refused, with the part, before anything is touched.</summary>
public sealed class BadBackupScenarios
{
    [Fact]
    public async Task Damaged_and_foreign_backups_are_refused_and_touch_nothing()
    {
        await using var backups = await BackupPlatform.StartAsync();
        (await backups.Platform.RunAsync("backup")).Exits(0);
        var good = backups.Backup;
        var operations = backups.Platform.Journals.All.Count;

        foreach (var (fault, part, code) in new (Action<string>, string, string)[]
        {
            (folder => Flip(Path.Combine(folder, "database.dump")), "database.dump", "backup.not-whole"),
            (folder => Cut(Path.Combine(folder, "database.dump")), "database.dump", "backup.not-whole"),
            (folder => File.Delete(Path.Combine(folder, "volumes/files.tar.gz")), "volumes/files.tar.gz", "backup.not-whole"),
            (folder => Edit(folder, "\"path\": \"database.dump\"", "\"path\": \"../database.dump\""), "../database.dump", "backup.not-whole"),
            (folder => Edit(folder, $"\"platform\": \"{backups.Platform.Name}\"", "\"platform\": \"another\""), "another", "backup.foreign"),
            (folder => Edit(folder, "\"major\": 17", "\"major\": 99"), "PostgreSQL 99", "restore.wrong-major"),
            (folder => Flip(Path.Combine(folder, "manifest.json")), "manifest.json", "backup.not-whole"),
        })
        {
            var bad = "20200101T000000Z-r1";
            await Program.OutputAsync("cp", "-r", backups.Platform.PathOf($"backups/{good}"), backups.Platform.PathOf($"backups/{bad}"));
            fault(backups.Platform.PathOf($"backups/{bad}"));

            (await backups.Platform.RunAsync($"restore {bad} --yes")).Fails(3, code).Says(part);
            if (code != "restore.wrong-major")
            {
                (await backups.Platform.RunAsync($"backup verify {bad}")).Fails(3, code).Says(part);
            }

            Directory.Delete(backups.Platform.PathOf($"backups/{bad}"), recursive: true);
        }

        (await backups.Platform.RunAsync("restore 20200101T000000Z-r9 --yes")).Fails(2, "backup.missing");
        Assert.Equal(operations, backups.Platform.Journals.All.Count);
        Assert.Equal("saved", await backups.IsWholeAsync());
    }

    [Fact]
    public async Task A_target_without_room_is_refused_before_anything_is_written()
    {
        await using var backups = await BackupPlatform.StartAsync();
        Directory.CreateDirectory(backups.Platform.PathOf("small"));
        const string Line = "mount -t tmpfs -o size=1m none small && $SHIPKEEPER backup --output small; echo code $?; ls -A small | wc -l";

        var ran = await backups.Platform.ShellAsync($"unshare --mount bash -c '{Line}'");
        Assert.SkipWhen(ran.Errors.Contains("mount:", StringComparison.Ordinal) || ran.Errors.Contains("unshare", StringComparison.Ordinal), $"no mount here: {ran.Errors}");

        ran.Says("backup.no-room", "code 3");
        Assert.EndsWith("0\n", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_that_was_killed_is_none_and_the_next_takes_it_away()
    {
        await using var backups = await BackupPlatform.StartAsync();
        await backups.Platform.Engine.ExecAsync("web", "dd", "if=/dev/urandom", "of=/data/large", "bs=1M", "count=64");
        var backup = backups.Platform.Start("backup");
        await Until.TrueAsync(() => Folders(backups).Length > 0, "the backup has begun");
        await backup.KillAndAwaitAsync();
        Assert.All(Folders(backups), folder => Assert.StartsWith(".", Path.GetFileName(folder), StringComparison.Ordinal));

        (await backups.Platform.RunAsync("backup list")).Exits(0).Says("no backup");
        (await backups.Platform.RunAsync("backup")).Exits(0);

        Assert.Equal([backups.Backup], Folders(backups).Select(Path.GetFileName));
        Assert.Empty(await backups.LeftoversAsync());
        (await backups.Platform.RunAsync("backup prune --yes")).Exits(0).Says("nothing to remove");
    }

    private static string[] Folders(BackupPlatform backups) =>
        backups.Platform.Has("backups") ? Directory.GetDirectories(backups.Platform.PathOf("backups")) : [];

    private static void Flip(string file)
    {
        var content = File.ReadAllBytes(file);
        content[content.Length / 2] ^= 1;
        Put(file, content);
    }

    private static void Cut(string file) => Put(file, File.ReadAllBytes(file).AsSpan()[..^1]);

    private static void Put(string path, ReadOnlySpan<byte> content)
    {
        using var file = File.Create(path);
        file.Write(content);
    }

    /// <summary>As somebody would who knows about the sums.</summary>
    private static void Edit(string folder, string from, string to)
    {
        var manifest = Path.Combine(folder, "manifest.json");
        var text = File.ReadAllText(manifest);
        Assert.Contains(from, text, StringComparison.Ordinal);
        var edited = Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal));
        Put(manifest, edited);
        Put(Path.Combine(folder, "SHA256SUMS"), Encoding.UTF8.GetBytes($"{Convert.ToHexStringLower(SHA256.HashData(edited))}  manifest.json\n"));
    }
}
