using System.Globalization;
using Shipkeeper.Database;
using Shipkeeper.Tools.Postgres;
using Shipkeeper.Tools.Postgres.Sql;

namespace Shipkeeper.Snapshots;

/// <summary>
/// Makes a database beside the platform's own, barred from its first moment. Until it is complete it has a connection limit that tells what it
/// is; with its last statements it gets its marker.
/// </summary>
internal sealed class NewDatabase(DatabaseServer server, SnapshotMarker marker)
{
    public const string UsualTablespace = "pg_default";

    /// <summary>Since PostgreSQL 15 a clone has a strategy, and a database the version of its collation.</summary>
    private const int FirstWithStrategy = 150_000;

    public string Name { get; } = SnapshotNames.Of(marker);

    /// <param name="source">Barred.</param>
    public async Task CloneAsync(KnownDatabase source, DatabaseProperties properties, CancellationToken ct)
    {
        // Files are copied as they are, which is faster than through the log. A collation that the system has changed meanwhile is no
        // reason to refuse: the copy is as good as what it is a copy of.
        var strategy = await VersionAsync(ct) < FirstWithStrategy ? ""
            : " strategy file_copy" + (properties.CollationVersion is { } version ? $" collation_version {SqlQuoting.Literal(version)}" : "");
        await DropUnfinishedAsync(ct);
        await OtherSessions.DoWithoutThemAsync(
            server, [source], () => CreateAsync($"template {SqlQuoting.Identifier(source.Name)}{strategy}", properties, ct), ct);
    }

    /// <summary>Empty, for a dump of a database with these properties.</summary>
    public async Task CreateEmptyAsync(DatabaseProperties properties, CancellationToken ct)
    {
        await DropUnfinishedAsync(ct);
        await CreateAsync(OptionsOf(properties), properties, ct);
    }

    /// <summary>With which a statement makes an empty database that a dump of one with these properties goes into.</summary>
    public static string OptionsOf(DatabaseProperties properties)
    {
        // Not every owner may name the usual place.
        var tablespace = properties.Tablespace == UsualTablespace ? "" : $" tablespace {SqlQuoting.Identifier(properties.Tablespace)}";
        return $"template template0{LocaleOf(properties)}{tablespace}";
    }

    /// <summary>Gives it what it has not got from where it comes, looks whether it is good, and marks it.</summary>
    /// <param name="verify">Statements of the platform's author.</param>
    public async Task CompleteAsync(DatabaseProperties properties, IReadOnlyList<string> verify, CancellationToken ct)
    {
        await DoAsync(() => server.Connection.InTransactionAsync(() => ExecuteAsync(PropertyStatements.Of(properties, Name), ct), ct));
        await SnapshotVerification.RunAsync(server, Name, verify, ct);
        var database = SqlQuoting.Identifier(Name);
        await DoAsync(() => server.Connection.InTransactionAsync(
            () => ExecuteAsync(
                [
                    $"alter database {database} connection limit {properties.ConnectionLimit}",
                    $"comment on database {database} is {SqlQuoting.Literal((marker with { Comment = properties.Comment }).ToComment())}",
                ],
                ct),
            ct));
    }

    /// <summary>What a run that was cut short has left of it.</summary>
    public async Task DropUnfinishedAsync(CancellationToken ct)
    {
        if (KeptDatabases.FindUnfinished(await KnownDatabases.ListAsync(server, ct), marker.Role, marker.Database, marker.Operation) is { } unfinished)
        {
            await DatabaseDrop.RunAsync(server, unfinished, ct);
        }
    }

    private async Task CreateAsync(string from, DatabaseProperties properties, CancellationToken ct) => await DoAsync(() => server.Connection.ExecuteAsync(
        $"create database {SqlQuoting.Identifier(Name)} owner {SqlQuoting.Identifier(properties.Owner)} allow_connections false "
        + $"connection limit {KeptDatabases.UnfinishedLimit} {from}",
        ct));

    private async Task ExecuteAsync(IEnumerable<string> statements, CancellationToken ct)
    {
        foreach (var statement in statements)
        {
            await server.Connection.ExecuteAsync(statement, ct);
        }
    }

    private async Task DoAsync(Func<Task> change)
    {
        try
        {
            await change();
        }
        catch (SqlRefusedException refusal) when (refusal.IsDatabaseThere)
        {
            throw SnapshotErrors.NameTaken(Name);
        }
        catch (SqlRefusedException refusal) when (refusal.SqlState != OtherSessions.ObjectInUse)
        {
            throw SnapshotErrors.Refused(Name, refusal);
        }
    }

    private async Task<int> VersionAsync(CancellationToken ct) =>
        int.Parse((await server.Connection.QueryAsync("select current_setting('server_version_num')", 1, ct)).Value!, CultureInfo.InvariantCulture);

    private static string LocaleOf(DatabaseProperties properties)
    {
        static string Of(string key, string? value) => value is null ? "" : $" {key} {SqlQuoting.Literal(value)}";
        var libc = $"{Of("encoding", properties.Encoding)}{Of("lc_collate", properties.Collate)}{Of("lc_ctype", properties.CharacterType)}";
        return properties.LocaleProvider switch
        {
            "i" => $"{libc} locale_provider icu{Of("icu_locale", properties.Locale)}{Of("icu_rules", properties.LocaleRules)}",
            "b" => $"{libc} locale_provider builtin{Of("builtin_locale", properties.Locale)}",
            _ => libc,
        };
    }
}
