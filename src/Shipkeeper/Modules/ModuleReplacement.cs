using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Shipkeeper.Tools.Files;
using Shipkeeper.Tools.Git;

namespace Shipkeeper.Modules;

/// <summary>
/// Puts code of a module in the place of other code, and that back. The one moment that counts is an exchange of two folders: before it the old code
/// is there, after it the new, and never neither. Which of the two it is, the version in the place itself says.
/// </summary>
internal sealed class ModuleReplacement(ModuleTree tree)
{
    private RootedFiles Files => tree.Files;

    /// <summary>The code before one that has not run well yet; null where there is nothing to put back.</summary>
    public UnprovenModule? FindUnproven(string module) =>
        Read(RecordOf("unproven", module), ModulesJson.Default.UnprovenModule) is { } record && VersionIn(ModuleTree.PathOf(module)) == record.Version && Files.Exists(Unproven(module))
            ? record
            : null;

    /// <returns>Null where nothing of the module has failed, or that is forgotten.</returns>
    public ModuleFailure? FindFailure(string module) => Read(RecordOf("failed", module), ModulesJson.Default.ModuleFailure);

    /// <summary>Begins the staged folder of a module anew.</summary>
    public void ClearStaged(string module)
    {
        Files.Remove(Staged(module));
        Files.CreateFolder(Staged(module), RootedFiles.ReadableFolder);
    }

    /// <summary>Writes one entry of a module into its staged folder. Shell scripts become programs there: old modules call them, whatever their mode is in git.</summary>
    /// <exception cref="ShipkeeperException"><c>modules.unsafe</c>: a link that leads out of the module.</exception>
    public void Stage(RepositoryModule module, GitEntry entry, byte[] content)
    {
        var path = $"{Staged(module.Name)}/{module.PathInside(entry)}";
        Files.CreateFolder(Path.GetDirectoryName(path)!, RootedFiles.ReadableFolder);
        if (entry.Kind is not GitEntryKind.Link)
        {
            Files.Write(path, content, entry.Kind is GitEntryKind.Program || path.EndsWith(".sh", StringComparison.Ordinal) ? RootedFiles.ReadableFolder : RootedFiles.Readable);
        }
        else if (ModuleContents.StaysInside(module.Name, entry, content))
        {
            Files.SwitchLink(path, Encoding.UTF8.GetString(content));
        }
        else
        {
            throw ModuleErrors.Unsafe(module.Name, $"the link '{entry.Path}' leads out of it");
        }
    }

    /// <summary>Gives what is staged the settings of this host.</summary>
    public void KeepSettings(string module)
    {
        if ((tree.ReadIndex(module) ?? Read($"{Unproven(module)}/{ModuleIndex.FileName}") ?? Read(SettingsOf(module))) is { } installed)
        {
            KeepSettings(installed, Staged(module), tree.ModeOf(ModuleTree.IndexOf(module)));
        }
    }

    /// <summary>Puts what is staged in its place. The code before it is kept until the new has run well.</summary>
    public void PutStaged(string module, UnprovenModule? record)
    {
        if (record is null)
        {
            Files.CreateFolder(ModuleTree.ModulesFolder, RootedFiles.ReadableFolder);
            Files.Rename(Staged(module), ModuleTree.PathOf(module));
            return;
        }

        // Of code that has not run well either, the one before it is what is worth keeping.
        var older = FindUnproven(module);
        var failure = FindFailure(module) is { } failed && failed.Content == record.Content ? failed : null;
        record = record with { From = older?.From ?? record.From, Before = older is null ? null : older with { Before = null }, Failure = failure };
        Write(RecordOf("unproven", module), record, ModulesJson.Default.UnprovenModule);
        if (failure is not null)
        {
            // Whoever brings it in once more wants it tried once more.
            Files.Remove(RecordOf("failed", module));
        }

        Files.Exchange(Staged(module), ModuleTree.PathOf(module));
        if (older is null)
        {
            Files.Remove(Unproven(module));
            Files.Rename(Staged(module), Unproven(module));
        }
    }

    public bool IsInPlace(string module, string version) => VersionIn(ModuleTree.PathOf(module)) == version;

    /// <summary>Takes back what <see cref="PutStaged"/> did, or the part of it that it did.</summary>
    public void TakeBack(string module, string version, string? from)
    {
        if (IsInPlace(module, version))
        {
            if (from is null)
            {
                Files.Remove(Staged(module));
                Files.Rename(ModuleTree.PathOf(module), Staged(module));
            }
            else
            {
                Files.Exchange(VersionIn(Staged(module)) == from ? Staged(module) : Unproven(module), ModuleTree.PathOf(module));
            }
        }

        Files.Remove(Staged(module));
        TakeBackRecord(module, version);
    }

    private void TakeBackRecord(string module, string version)
    {
        var record = Read(RecordOf("unproven", module), ModulesJson.Default.UnprovenModule);
        if (record is not null && record.Version != version)
        {
            return;
        }

        if (record?.Failure is { } failure)
        {
            Write(RecordOf("failed", module), failure, ModulesJson.Default.ModuleFailure);
        }

        if (record?.Before is { } before)
        {
            Write(RecordOf("unproven", module), before, ModulesJson.Default.UnprovenModule);
            return;
        }

        Files.Remove(RecordOf("unproven", module));
        Files.Remove(Unproven(module));
    }

    /// <summary>The module has run well: what was before it is only kept.</summary>
    public void Prove(string module)
    {
        Files.CreateFolder($"{ModuleTree.StateFolder}/previous");
        Files.Remove(Previous(module));
        Files.Rename(Unproven(module), Previous(module));
        Files.Remove(RecordOf("unproven", module));
        Files.Remove(RecordOf("failed", module));
        Files.Remove(Failed(module));
    }

    /// <summary>Puts the old code back. What has failed is kept beside, and remembered first: it must not be tried again, whatever happens meanwhile.</summary>
    public void PutBack(string module, UnprovenModule unproven, ModuleFailure failure)
    {
        Write(RecordOf("failed", module), failure, ModulesJson.Default.ModuleFailure);
        Files.Remove(Failed(module));
        KeepSettingsOfFailed(module);
        if (Files.Exists(ModuleTree.PathOf(module)))
        {
            Files.Exchange(Unproven(module), ModuleTree.PathOf(module));
            Files.Rename(Unproven(module), Failed(module));
        }
        else
        {
            // It has removed itself.
            Files.Rename(Unproven(module), ModuleTree.PathOf(module));
        }

        Files.Remove(RecordOf("unproven", module));
    }

    /// <summary>For a module whose folder is gone: when it comes again, it has the settings of this host.</summary>
    public void RememberSettings(string module, byte[] index)
    {
        Files.CreateFolder(Path.GetDirectoryName(SettingsOf(module))!);
        Files.Write(SettingsOf(module), index);
    }

    /// <summary>A person may have switched something since the new code came; what the code itself has made of its index may be no index any more.</summary>
    private void KeepSettingsOfFailed(string module)
    {
        try
        {
            if (tree.ReadIndex(module) is { } failed)
            {
                KeepSettings(failed, Unproven(module), tree.ModeOf(ModuleTree.IndexOf(module)));
            }
        }
        catch (Exception unreadable) when (unreadable is ShipkeeperException or JsonException or InvalidOperationException)
        {
            // The settings of before are in the old code's own index.
        }
    }

    private void KeepSettings(byte[] local, string folder, UnixFileMode mode)
    {
        var index = $"{folder}/{ModuleIndex.FileName}";
        if (Read(index) is { } other && LocalSettings.Keep(local, other) is var kept && kept != other)
        {
            Files.Write(index, kept, mode);
        }
    }

    private static string SettingsOf(string module) => $"{ModuleTree.StateFolder}/settings/{module}.json";

    private static string Staged(string module) => $"{ModuleTree.StateFolder}/staged/{module}";

    private static string Unproven(string module) => $"{ModuleTree.StateFolder}/unproven/{module}";

    private static string Previous(string module) => $"{ModuleTree.StateFolder}/previous/{module}";

    private static string Failed(string module) => $"{ModuleTree.StateFolder}/failed/{module}";

    private static string RecordOf(string what, string module) => $"{ModuleTree.StateFolder}/{what}/{module}.json";

    private string? VersionIn(string folder)
    {
        try
        {
            return Read($"{folder}/{ModuleIndex.FileName}") is { } content ? ModuleIndexReader.Read(Path.GetFileName(folder), content, folder).VersionText : null;
        }
        catch (ShipkeeperException)
        {
            // Then it is none of ours.
            return null;
        }
    }

    private byte[]? Read(string index) => Files.Read(index, ModuleIndexReader.MaximumBytes);

    private T? Read<T>(string path, JsonTypeInfo<T> type)
        where T : class => ModuleRecord.Read(Files, path, type);

    private void Write<T>(string path, T record, JsonTypeInfo<T> type) => ModuleRecord.Write(Files, path, record, type);
}
