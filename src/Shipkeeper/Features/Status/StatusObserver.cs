using Shipkeeper.Backups;
using Shipkeeper.Config;
using Shipkeeper.Migrations;
using Shipkeeper.Model;
using Shipkeeper.PlatformFile;
using Shipkeeper.State;
using Shipkeeper.Steps;

namespace Shipkeeper.Features.Status;

/// <summary>Reads everything that <c>status</c> shows: files, the newest journal, and one list of containers from the engine.</summary>
internal static class StatusObserver
{
    private const string NoAnswer = "the database does not answer";
    private static readonly TimeSpan DatabaseLimit = TimeSpan.FromSeconds(3);

    public static async Task<StatusReport> ObserveAsync(PlatformSession session, CancellationToken ct)
    {
        var listing = session.ObserveAsync(ct);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(DatabaseLimit);
        var schema = ReadSchemaAsync(session, limit.Token);
        var config = SectionStates.ReadAsync(session, limit.Token);
        var platform = session.Platform;
        var release = session.Releases.ReadCurrent();
        var problems = LayerOne.FindProblems(platform);
        var unfinished = FindUnfinished(session);
        var edits = release is null ? [] : session.DefinitionFiles.FindEdits(release, platform);
        var observed = await listing;
        return new(
            platform.Name,
            platform.Directory,
            release is null ? null : new(release.Number, release.RecordedAt, release.Actor),
            new(problems.Count == 0, [.. problems.Select(problem => problem.Text)]),
            release is null ? ServiceReports.WithoutRelease(platform, observed) : await ServiceReports.OfAsync(session, release, observed, ct),
            [.. edits.Select(edit => edit.ToString()), .. SecretsDrift(session, release), .. Strangers(release, observed)],
            unfinished)
        {
            Schema = await OrAsync(schema, new SchemaStatus(null, 0, 0, 0, NoAnswer), ct),
            LastBackup = LastBackup.Find(session) is { } last ? new(last.Name, last.At, Ages.Write(session.Time.GetUtcNow() - last.At)) : null,
            Config = await OrAsync(config, SectionStates.AllUnknown(platform, NoAnswer), ct),
        };
    }

    private static async Task<SchemaStatus?> ReadSchemaAsync(PlatformSession session, CancellationToken ct)
    {
        if (session.Platform.Definition.Database?.Migrations is not MigrationsDefinition.Files)
        {
            return null;
        }

        try
        {
            var report = await MigrationReport.OfAsync(session, "status", ct);
            var pending = report.Pending.Count();
            return new(report.Version, report.Migrations.Count - pending, pending, report.Disputed.Count(), Unknown: null);
        }
        catch (ShipkeeperException failure)
        {
            return new(null, 0, 0, 0, failure.Message);
        }
    }

    /// <summary>A database that does not answer soon is no reason to show nothing else.</summary>
    private static async Task<T> OrAsync<T>(Task<T> answer, T instead, CancellationToken ct)
    {
        try
        {
            return await answer;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return instead;
        }
    }

    private static UnfinishedStatus? FindUnfinished(PlatformSession session)
    {
        if (session.FindUnfinished() is not var (operation, held))
        {
            return null;
        }

        return new(operation.Id, operation.Plan.Verb, operation.Progress.State.ToString().ToLowerInvariant(), held.IsHeld, held.Holder?.Actor);
    }

    private static IEnumerable<string> SecretsDrift(PlatformSession session, Release? release)
    {
        if (release is null || session.Platform.Faults.Count > 0)
        {
            return [];
        }

        return session.DefinitionFiles.FindChangedSecrets(release, session.Releases) is { } changed
            ? changed.Select(file => $"{file} has changed since release {release.Number} was recorded")
            : [$"nobody can tell whether secrets have changed since release {release.Number} was recorded: {ReleaseStore.KeyFile} is missing or damaged"];
    }

    private static IEnumerable<string> Strangers(Release? release, IReadOnlyDictionary<string, ObservedService> observed) =>
        release is null ? [] : observed.Keys.Except(release.Services.Keys).Select(service => $"'{service}' has containers and is no service of the release");
}
