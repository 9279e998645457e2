using Shipkeeper.Scenarios.Language;
using Shipkeeper.Scenarios.Schema;

namespace Shipkeeper.Scenarios.Backups;

/// <summary>With recipients, nothing that may hold a secret is readable in a backup, and all of it comes back with the identity.</summary>
public sealed class EncryptedBackupScenarios
{
    [Fact]
    public async Task An_encrypted_backup_is_read_by_its_identity_alone()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/age-keygen"), "age is not installed");
        var made = await Program.OutputAsync("age-keygen");
        var recipient = made.Split('\n').Single(line => line.StartsWith("# public key: ", StringComparison.Ordinal))["# public key: ".Length..];
        await using var backups = await BackupPlatform.StartAsync($", recipients: [{recipient}]");
        backups.Platform.Write("identity", made);
        backups.Platform.Write("other", await Program.OutputAsync("age-keygen"));

        (await backups.Platform.RunAsync("backup")).Exits(0).Says(".env: ", "encrypted").NeverSays("left out: .env");
        var folder = backups.Platform.PathOf($"backups/{backups.Backup}");
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain(DatabasePlatform.Password, File.ReadAllText(file), StringComparison.Ordinal);
        }

        Assert.True(File.Exists(Path.Combine(folder, "database.dump.age")) && File.Exists(Path.Combine(folder, "volumes/files.tar.gz.age")) && File.Exists(Path.Combine(folder, "files/.env.age")));
        await backups.WriteAsync("changed");
        (await backups.Platform.RunAsync($"restore {backups.Backup} --yes")).Fails(3, "backup.encrypted");
        (await backups.Platform.RunAsync($"restore {backups.Backup} --yes --identity other")).Fails(3, "age.not-opened");
        (await backups.Platform.RunAsync($"backup verify {backups.Backup} --identity identity")).Exits(0).Says("is good");
        backups.Platform.WriteSecrets(backups.Platform.Read(".env") + "\nMORE=1\n");

        (await backups.Platform.RunAsync($"restore {backups.Backup} --yes --identity identity")).Exits(0).Says(".env of the backup is another one");

        Assert.Equal("saved", await backups.FindWordAsync());
        Assert.Contains("MORE=1", backups.Platform.Read(".env"), StringComparison.Ordinal);
    }
}
