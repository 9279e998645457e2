using Shipkeeper.Backups;
using Shipkeeper.Database;
using Shipkeeper.Migrations;
using Shipkeeper.Model;
using Shipkeeper.Moves;
using Shipkeeper.PlatformFile;
using Shipkeeper.Snapshots;
using Shipkeeper.State;
using Shipkeeper.Tools.Postgres;
using Shipkeeper.Versions;
using Shipkeeper.Volumes;

namespace Shipkeeper.Features.Restore;

/// <summary>Looks whether a backup is good, and whether it can go into this platform, before anything changes.</summary>
internal sealed class RestoreObserver(PlatformSession session, BackupReading backup, string? into, Action<string> report)
{
    private BackupManifest Manifest => backup.Manifest;

    public async Task<RestoreView> ObserveAsync(CancellationToken ct)
    {
        var release = session.Releases.ReadCurrent() ?? throw MoveErrors.NoRelease(session.Platform.Name);
        await backup.MustBeGoodAsync(session, report, ct);
        var view = new RestoreView(
            backup.Folder.Name, backup.Folder.Path, backup.IdentityFile, Manifest, release, session.Platform.Definition, await KnownServices.FindAsync(session, ct), into);
        var notes = new List<string>();
        if (view.HasDatabase)
        {
            notes.AddRange(await CheckServerAsync(view, ct));
        }

        if (into is not null)
        {
            return view.HasDatabase ? view with { Notes = notes } : throw RestoreErrors.Into($"the backup {view.Name} holds no database");
        }

        var judgement = view.HasDatabase ? Judge(view) : new(null);
        var volumes = Manifest.Parts.Where(part => part.Kind is PartKind.Volume && release.Volumes.ContainsKey(part.Of)).ToDictionary(part => part.Of, part => release.Volumes[part.Of]);
        var users = await VolumeUsers.FindAsync(session, ct);
        if (!view.HasDatabase && volumes.Count == 0)
        {
            throw RestoreErrors.Nothing(view.Name);
        }

        return view with
        {
            Volumes = volumes,
            VolumeUsers = [.. release.ServicesOf(Layer.Infrastructure).Where(service => volumes.Values.Any(volume => users.UsersOf(volume).Contains(service)))],
            Migrates = judgement.Refusal is { } refusal ? throw RestoreErrors.Schema(refusal, ReleaseToReturnTo(release)) : judgement.Migrates,
            Notes = [.. notes, .. Notes(volumes), .. await SecretsNotesAsync(ct)],
        };
    }

    private RestoreJudgement Judge(RestoreView view) => RestoreRules.Judge(new(
        view.Definition.Database!.Migrations,
        Manifest.Database!.Schema,
        view.Definition.Database.Migrations is MigrationsDefinition.Files files
            ? MigrationFiles.Read(session.Files, view.Release.Number, files.Directory).Select(file => file.Number).DefaultIfEmpty(0).Max()
            : null,
        ManifestReader.ReadKept(session, view.Release)?.Schema,
        Manifest.Release,
        view.Release.Number,
        view.Release.ServicesOf(Layer.Application).All(service => Manifest.Images.GetValueOrDefault(service)?.Digest == view.Release.Services[service].Pin.Exact)));

    private int? ReleaseToReturnTo(Release release) => Manifest.Release != release.Number && session.Releases.IsKept(Manifest.Release) ? Manifest.Release : null;

    /// <returns>What a person should know.</returns>
    private async Task<IReadOnlyList<string>> CheckServerAsync(RestoreView view, CancellationToken ct)
    {
        var database = Manifest.Database!;
        await using var server = await DatabaseServer.OpenAsync(session, "restore", SnapshotLimits.Usual, ct);
        var major = await ServerMajor.OfAsync(server, ct);
        if (database.Major > major)
        {
            throw RestoreErrors.WrongMajor(database.Major, major);
        }

        if (await FindMissingRolesAsync(server.Connection, database.Roles, ct) is { Count: > 0 } missing)
        {
            throw RestoreErrors.Roles(missing);
        }

        var facts = await SnapshotObserver.ObserveAsync(session, server, view.Definition.Database!.Name, ct);
        if (!facts.MayCreateDatabases)
        {
            throw SnapshotErrors.NotAllowed(facts.Database);
        }

        if (facts.ServerFreeBytes is { } free && free < database.Bytes)
        {
            throw BackupErrors.NoRoom("the restored database", database.Bytes, "on the disk of the database server", free);
        }

        await CheckNameAsync(server, ct);
        return database.Major < major ? [$"the backup is one of PostgreSQL {database.Major}, and goes into {major}"] : [];
    }

    private async Task CheckNameAsync(DatabaseServer server, CancellationToken ct)
    {
        if (into is not null && (into.Length == 0 || System.Text.Encoding.UTF8.GetByteCount(into) > 63 || into.Any(char.IsControl)))
        {
            throw RestoreErrors.Into($"'{into}' is no name of a database");
        }

        if (into is not null && await KnownDatabases.FindAsync(server, into, ct) is not null)
        {
            throw RestoreErrors.Into($"there is a database '{into}' already");
        }
    }

    private static async Task<IReadOnlyList<string>> FindMissingRolesAsync(PostgresConnection server, IReadOnlyList<string> roles, CancellationToken ct) =>
        [.. roles.Except((await server.QueryAsync("select rolname from pg_catalog.pg_roles", RowCounts.MaximumTables, ct)).Rows.Select(row => row[0]!))];

    private IEnumerable<string> Notes(Dictionary<string, string> volumes)
    {
        foreach (var part in Manifest.Parts.Where(part => part.Kind is PartKind.Volume && !volumes.ContainsKey(part.Of)))
        {
            yield return $"the volume {part.Of} of the backup is none of the current release, and is left out";
        }

        if (Manifest.Parts.Any(part => part.Kind is PartKind.File or PartKind.Folder))
        {
            yield return $"files are not put back by a restore; those of the backup are in {backup.Folder.Path}/included";
        }

        foreach (var key in KeyFingerprints.FindChanged(session.Platform, Manifest))
        {
            yield return $"{key} is not the key of the backup: what was encrypted with that one cannot be read with the one of today";
        }
    }

    /// <summary>Secrets are never written over: another password would lock everybody out.</summary>
    private async Task<IReadOnlyList<string>> SecretsNotesAsync(CancellationToken ct)
    {
        if (Manifest.Find(PartKind.Secrets) is not { } part)
        {
            return [];
        }

        using var kept = new MemoryStream();
        await backup.ReadAsync(session, part, content => content.CopyToAsync(kept, ct), ct);
        return (session.Files.Read(Platform.SecretsFileName) ?? []).AsSpan().SequenceEqual(kept.ToArray()) ? [] :
        [
            $".env of the backup is another one than that of today, which stays; to read it: age --decrypt --identity '{backup.IdentityFile}' '{backup.Folder.Path}/{part.Path}'",
        ];
    }
}
