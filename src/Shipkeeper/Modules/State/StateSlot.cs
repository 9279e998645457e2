using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Modules.State;

/// <summary>The one backup that is kept of a module, and the next one while it is being taken: <c>state/&lt;module&gt;</c> and <c>state/&lt;module&gt;.new</c>.</summary>
internal sealed class StateSlot(ModuleTree tree, string module)
{
    private const string ManifestName = "manifest.json";
    private const string ChecksumName = "manifest.sha256";
    private const int MaximumManifestBytes = 16 << 20;

    /// <summary>No module has a dot in its name.</summary>
    private readonly string _new = $"{Root}/{module}.new";

    private readonly string _kept = $"{Root}/{module}";

    public static string Root { get; } = $"{ModuleTree.StateFolder}/state";

    /// <summary>Modules of which a backup is kept.</summary>
    public static IReadOnlyList<string> ListModules(ModuleTree tree) => [.. tree.Files.ListFolders(Root).Where(ModuleName.IsValid).Order(StringComparer.Ordinal)];

    public string NewFolder => tree.Files.Resolve(_new);

    public void BeginNew()
    {
        tree.Files.Remove(_new);
        tree.Files.CreateFolder(_new);
    }

    public void AbandonNew()
    {
        try
        {
            tree.Files.Remove(_new);
        }
        catch (ShipkeeperException)
        {
            // What has failed before this is about to be told, and the next one begins by taking it away.
        }
    }

    /// <param name="write">Writes the part, of any size.</param>
    public async Task<SavedPart> AddAsync(string name, Func<Stream, Task> write)
    {
        var part = new SavedPart(name, 0, "");
        await tree.Files.WriteAsync($"{_new}/{name}", async file =>
        {
            await using var measured = new MeasuredStream(file, _ => { });
            await write(measured);
            part = new(name, measured.Bytes, measured.TakeSha256());
        });
        return part;
    }

    public Stream OpenNew(string name) => tree.Files.OpenRead($"{_new}/{name}")!;

    /// <summary>Reads everything that was written once more, and makes it the backup that is kept. The old one is that until then.</summary>
    public async Task KeepNewAsync(StateManifest manifest, CancellationToken ct)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(manifest, StateJson.Default.StateManifest);
        tree.Files.Write($"{_new}/{ManifestName}", content);
        tree.Files.Write($"{_new}/{ChecksumName}", $"{Sha256Text.Of(content)}  {ManifestName}\n");
        await VerifyAsync(_new, ct);
        if (tree.Files.Exists(_kept))
        {
            tree.Files.Exchange(_new, _kept);

            // From here on the new one is kept, whatever becomes of the old.
            AbandonNew();
        }
        else
        {
            tree.Files.Rename(_new, _kept);
        }
    }

    /// <summary>What the backup says of itself; only the manifest is checked.</summary>
    /// <exception cref="ShipkeeperException"><c>modules.no-backup</c>, <c>modules.backup-damaged</c></exception>
    public StateManifest Read() => tree.Files.Exists(_kept) ? ReadIn(_kept) : throw StateErrors.NoBackup(module);

    /// <summary>Checks every byte of the backup.</summary>
    /// <inheritdoc cref="Read"/>
    public Task<StateManifest> VerifyAsync(CancellationToken ct) => tree.Files.Exists(_kept) ? VerifyAsync(_kept, ct) : throw StateErrors.NoBackup(module);

    public Stream Open(string part) => tree.Files.OpenRead($"{_kept}/{part}") ?? throw StateErrors.Damaged(module, $"'{part}' is missing");

    /// <returns>Whether there was one.</returns>
    public bool Remove()
    {
        var was = tree.Files.Exists(_kept);
        tree.Files.Remove(_kept);
        return was;
    }

    private async Task<StateManifest> VerifyAsync(string folder, CancellationToken ct)
    {
        var manifest = ReadIn(folder);
        var there = Directory.EnumerateFileSystemEntries(tree.Files.Resolve(folder)).Select(path => Path.GetFileName(path)).ToHashSet();
        if (there.Except([ManifestName, ChecksumName, .. manifest.Parts.Select(part => part.Name)]).FirstOrDefault() is { } stranger)
        {
            throw StateErrors.Damaged(module, $"'{stranger}' is no part of it");
        }

        foreach (var part in manifest.Parts)
        {
            await using var content = tree.Files.OpenRead($"{folder}/{part.Name}") ?? throw StateErrors.Damaged(module, $"'{part.Name}' is missing");
            if (content.Length != part.Bytes || Convert.ToHexStringLower(await SHA256.HashDataAsync(content, ct)) != part.Sha256)
            {
                throw StateErrors.Damaged(module, $"'{part.Name}' is not what was written");
            }
        }

        return manifest;
    }

    private StateManifest ReadIn(string folder)
    {
        var content = tree.Files.Read($"{folder}/{ManifestName}", MaximumManifestBytes) ?? throw StateErrors.Damaged(module, "its manifest is missing");
        if (Encoding.UTF8.GetString(tree.Files.Read($"{folder}/{ChecksumName}") ?? []).Split(' ')[0] != Sha256Text.Of(content))
        {
            throw StateErrors.Damaged(module, "its manifest is not what was written");
        }

        try
        {
            return JsonSerializer.Deserialize(content, StateJson.Default.StateManifest) is { Format: StateManifest.CurrentFormat } manifest && manifest.Module == module
                ? manifest
                : throw StateErrors.Damaged(module, "its manifest is that of another module, or of a newer version");
        }
        catch (JsonException failure)
        {
            throw StateErrors.Damaged(module, failure.Message);
        }
    }
}
