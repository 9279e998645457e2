using System.Text.Json.Serialization.Metadata;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Modules;

/// <summary>
/// Puts code of a module in the place of other code, and that back. The one moment that counts is an exchange of two folders: before it the old code
/// is there, after it the new, and never neither. Which of the two it is, the version in the place itself says.
/// </summary>
internal sealed class ModuleReplacement(ModuleTree tree, string module)
{
    private readonly ModulePlaces _places = new(module);

    public KeptSettings Settings { get; } = new(tree, new(module));

    private RootedFiles Files => tree.Files;

    /// <summary>The code before one that has not run well yet; null where there is nothing to put back.</summary>
    public UnprovenModule? FindUnproven() => ReadUnproven() is { } record && IsInPlace(record.Version) && Files.Exists(_places.Unproven) ? record : null;

    /// <returns>Null where nothing of the module has failed, or that is forgotten.</returns>
    public ModuleFailure? FindFailure() => Read(_places.FailedRecord, ModulesJson.Default.ModuleFailure);

    public bool IsInPlace(string version) => VersionIn(_places.Installed) == version;

    /// <summary>Puts what is staged in its place. The code before it is kept until the new has run well.</summary>
    /// <param name="record">Null for a module that is new to the host.</param>
    public void PutStaged(UnprovenModule? record)
    {
        if (record is null)
        {
            Files.CreateFolder(ModuleTree.ModulesFolder, RootedFiles.ReadableFolder);
            Files.Rename(_places.Staged, _places.Installed);
            return;
        }

        // Of code that has not run well either, the one before it is what is worth keeping.
        var older = FindUnproven();
        var failure = FindFailure() is { } failed && failed.Content == record.Content ? failed : null;
        record = record with { From = older?.From ?? record.From, Before = older is null ? null : older with { Before = null }, Failure = failure };
        Write(_places.UnprovenRecord, record, ModulesJson.Default.UnprovenModule);
        if (failure is not null)
        {
            // Whoever brings it in once more wants it tried once more.
            Files.Remove(_places.FailedRecord);
        }

        Files.Exchange(_places.Staged, _places.Installed);
        if (older is null)
        {
            Files.Remove(_places.Unproven);
            Files.Rename(_places.Staged, _places.Unproven);
        }
    }

    /// <summary>Takes back what <see cref="PutStaged"/> did, or the part of it that it did.</summary>
    /// <param name="from">The version before it; null for a module that was new.</param>
    public void TakeBack(string version, string? from)
    {
        if (IsInPlace(version))
        {
            if (from is null)
            {
                Files.Remove(_places.Staged);
                Files.Rename(_places.Installed, _places.Staged);
            }
            else
            {
                Files.Exchange(VersionIn(_places.Staged) == from ? _places.Staged : _places.Unproven, _places.Installed);
            }
        }

        Files.Remove(_places.Staged);
        TakeBackRecord(version);
    }

    private void TakeBackRecord(string version)
    {
        var record = ReadUnproven();
        if (record is not null && record.Version != version)
        {
            return;
        }

        if (record?.Failure is { } failure)
        {
            Write(_places.FailedRecord, failure, ModulesJson.Default.ModuleFailure);
        }

        if (record?.Before is { } before)
        {
            Write(_places.UnprovenRecord, before, ModulesJson.Default.UnprovenModule);
            return;
        }

        Files.Remove(_places.UnprovenRecord);
        Files.Remove(_places.Unproven);
    }

    /// <summary>The module has run well: what was before it is only kept.</summary>
    public void Prove()
    {
        Files.CreateFolder(Path.GetDirectoryName(_places.Previous)!);
        Files.Remove(_places.Previous);
        Files.Rename(_places.Unproven, _places.Previous);
        Files.Remove(_places.UnprovenRecord);
        Files.Remove(_places.FailedRecord);
        Files.Remove(_places.Failed);
    }

    /// <summary>Puts the old code back. What has failed is kept beside, and remembered first: it must not be tried again, whatever happens meanwhile.</summary>
    /// <param name="index">That of the new code before it ran; null where the settings of this host are in the old code already.</param>
    public void PutBack(ModuleFailure failure, byte[]? index)
    {
        if (index is not null)
        {
            Settings.CarryBack(index);
        }

        Write(_places.FailedRecord, failure, ModulesJson.Default.ModuleFailure);
        Files.Remove(_places.Failed);
        if (Files.Exists(_places.Installed))
        {
            Files.Exchange(_places.Unproven, _places.Installed);
            Files.Rename(_places.Unproven, _places.Failed);
        }
        else
        {
            // It has removed itself.
            Files.Rename(_places.Unproven, _places.Installed);
        }

        Files.Remove(_places.UnprovenRecord);
    }

    private string? VersionIn(string folder)
    {
        try
        {
            return Files.Read($"{folder}/{ModuleIndex.FileName}", ModuleIndexReader.MaximumBytes) is { } content
                ? ModuleIndexReader.Read(module, content, folder).VersionText
                : null;
        }
        catch (ShipkeeperException)
        {
            // Then it is none of ours.
            return null;
        }
    }

    private UnprovenModule? ReadUnproven() => Read(_places.UnprovenRecord, ModulesJson.Default.UnprovenModule);

    private T? Read<T>(string path, JsonTypeInfo<T> type)
        where T : class => ModuleRecord.Read(Files, path, type);

    private void Write<T>(string path, T record, JsonTypeInfo<T> type) => ModuleRecord.Write(Files, path, record, type);
}
