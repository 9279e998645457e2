using System.Text.Json;
using Shipkeeper.Backups;
using Shipkeeper.Engine;
using Shipkeeper.Volumes;

namespace Shipkeeper.Tests.Backups;

/// <summary>Nothing of a backup is believed before it was looked at.</summary>
public sealed class BackupFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_manifest_is_kept_as_it_is() => Golden.Matches(JsonSerializer.Serialize(Manifest("database.dump"), BackupsJson.Default.BackupManifest), "manifest.json");

    [Fact]
    public async Task A_backup_that_is_whole_is_read()
    {
        Write(Manifest("database.dump"));

        await BackupFolder.Open(_folder.Path).MustBeWholeAsync(_ => { }, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("")]
    [InlineData("dum")]
    [InlineData("dumP")]
    [InlineData("dumps")]
    public async Task A_part_that_is_not_what_was_written_is_named(string content)
    {
        Write(Manifest("database.dump"));
        Put("database.dump", content);

        await RefusedAsync("database.dump");
    }

    [Fact]
    public async Task A_part_that_is_missing_is_named()
    {
        Write(Manifest("database.dump"));
        File.Delete(Path.Combine(_folder.Path, "database.dump"));

        await RefusedAsync("database.dump: it is missing");
    }

    [Fact]
    public async Task A_link_in_the_place_of_a_part_is_not_followed()
    {
        Write(Manifest("database.dump"));
        File.Move(Path.Combine(_folder.Path, "database.dump"), Path.Combine(_folder.Path, "elsewhere"));
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "database.dump"), "elsewhere");

        await RefusedAsync("symbolic link");
    }

    [Theory]
    [InlineData("../database.dump")]
    [InlineData("files/../../database.dump")]
    [InlineData("/etc/passwd")]
    [InlineData("./database.dump")]
    [InlineData("files//x")]
    [InlineData("~/x")]
    [InlineData("")]
    public void A_path_that_leads_out_of_the_backup_is_refused(string path)
    {
        Write(Manifest(path), parts: false);

        Assert.Contains("leads out", Refused().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("SHA256SUMS")]
    public void A_manifest_that_is_not_what_was_written_is_refused(string file)
    {
        Write(Manifest("database.dump"));
        Put(file, File.ReadAllText(Path.Combine(_folder.Path, file)).Replace('1', '2'));

        Assert.Contains("manifest.json", Refused().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"format\": 1}")]
    [InlineData("{\"format\": \"one\"}")]
    [InlineData("not json")]
    public void A_manifest_that_is_none_is_refused(string json)
    {
        WriteManifest(System.Text.Encoding.UTF8.GetBytes(json), []);

        Assert.Contains("cannot be read", Refused().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_newer_format_is_said_to_be_newer()
    {
        WriteManifest("{\"format\": 2, \"other\": {}}"u8.ToArray(), []);

        Assert.Equal("backup.newer", Assert.Throws<ShipkeeperException>(() => BackupFolder.Open(_folder.Path)).Code.Name);
    }

    [Theory]
    [InlineData("20261122T010203Z-r7", true)]
    [InlineData("20261122T010203Z-r7-2", true)]
    [InlineData("20261322T010203Z-r7", false)]
    [InlineData(".shop.01M80EA445EP6R3WGENJZX7QW7.new", false)]
    [InlineData("20261122T010203Z-r7.old", false)]
    public void A_name_of_a_backup_tells_its_time(string name, bool isOne) => Assert.Equal(isOne, BackupName.FindTime(name) is not null);

    [Theory]
    [InlineData("./a/b", false)]
    [InlineData("a/../../b", true)]
    [InlineData("/a", true)]
    [InlineData("a..b/c", false)]
    public void An_entry_of_a_volume_must_stay_in_it(string entry, bool leadsOut) => Assert.Equal(leadsOut, VolumeArchive.LeadsOut(entry));

    public void Dispose() => _folder.Dispose();

    private static BackupManifest Manifest(string path) => new(
        1,
        "shop",
        new(2026, 11, 22, 1, 2, 3, TimeSpan.Zero),
        "01M80EA445EP6R3WGENJZX7QW7",
        7,
        "0.1.0",
        PreUpgrade: true,
        new Dictionary<string, BackupImage> { ["db"] = new("postgres:17", "postgres@sha256:" + new string('a', 64)) },
        new("shop", "17.2", 17, 8_000_000, 12, ["shop", "reader"], new Dictionary<string, long> { ["public.notes"] = 3 }),
        new Dictionary<string, string> { ["KEY"] = new string('b', 64) },
        [new(path, PartKind.Database, "shop", 4, "b5eb7bd0a59f50e8c4a10b52ce4ad1f4ef9e5a4a2d7b3d1a4ee0e2cb5a1a6c0f", Encrypted: false)],
        [".env"]);

    private void Write(BackupManifest manifest, bool parts = true)
    {
        var sum = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("dump"u8));
        var whole = manifest with { Parts = [.. manifest.Parts.Select(part => part with { Sha256 = sum })] };
        if (parts)
        {
            Put(whole.Parts[0].Path, "dump");
        }

        WriteManifest(JsonSerializer.SerializeToUtf8Bytes(whole, BackupsJson.Default.BackupManifest), whole.Parts);
    }

    private void WriteManifest(byte[] json, IReadOnlyList<BackupPart> parts)
    {
        Put("manifest.json", System.Text.Encoding.UTF8.GetString(json));
        Put("SHA256SUMS", BackupFolder.SumsOf(json, parts));
    }

    /// <summary>Byte for byte.</summary>
    private void Put(string name, string content) => _folder.Write(name, System.Text.Encoding.UTF8.GetBytes(content));

    private ShipkeeperException Refused()
    {
        var refusal = Assert.Throws<ShipkeeperException>(() => BackupFolder.Open(_folder.Path));
        Assert.Equal("backup.not-whole", refusal.Code.Name);
        return refusal;
    }

    private async Task RefusedAsync(string words)
    {
        var refusal = await Assert.ThrowsAsync<ShipkeeperException>(() => BackupFolder.Open(_folder.Path).MustBeWholeAsync(_ => { }, TestContext.Current.CancellationToken));
        Assert.Equal("backup.not-whole", refusal.Code.Name);
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
    }
}
