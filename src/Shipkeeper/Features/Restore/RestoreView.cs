using Shipkeeper.Backups;
using Shipkeeper.Model;
using Shipkeeper.PlatformFile;
using Shipkeeper.State;

namespace Shipkeeper.Features.Restore;

/// <summary>All that the planner of a restore knows. The backup was found good, and this platform one that it can go into.</summary>
/// <param name="Name">Of the backup.</param>
/// <param name="Path">Of its folder.</param>
/// <param name="Identity">The file with which it is decrypted; null: it is not encrypted.</param>
/// <param name="Release">The current one.</param>
/// <param name="Into">A database that does not exist; null: the platform's own is replaced.</param>
internal sealed record RestoreView(
    string Name, string Path, string? Identity, BackupManifest Manifest, Release Release, PlatformDefinition Definition, KnownServices Known, string? Into)
{
    /// <summary>As the compose files name them → as the engine does.</summary>
    public IReadOnlyDictionary<string, string> Volumes { get; init; } = new Dictionary<string, string>();

    /// <summary>Services of the infrastructure that use one of these.</summary>
    public IReadOnlyList<string> VolumeUsers { get; init; } = [];

    /// <summary>The release has migrations that the backup does not.</summary>
    public bool Migrates { get; init; }

    /// <summary>What a person should know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public bool HasDatabase => Manifest.Database is not null && Definition.Database is not null;
}
