using System.Globalization;
using Shipkeeper.Database;
using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Snapshots;

/// <summary>What belongs to a database and is not inside of it, so that neither a template clone nor a dump carries it.</summary>
/// <param name="LocaleProvider">As <c>pg_database</c> has it: <c>c</c>, <c>i</c>, <c>b</c>.</param>
/// <param name="Grants">Null: nobody has ever granted or revoked anything.</param>
internal sealed record DatabaseProperties(
    string Owner,
    string Encoding,
    string Collate,
    string CharacterType,
    string LocaleProvider,
    string? Locale,
    string? LocaleRules,
    string? CollationVersion,
    string Tablespace,
    int ConnectionLimit,
    bool IsTemplate,
    string? Comment,
    IReadOnlyList<DatabaseGrant>? Grants,
    IReadOnlyList<DatabaseSetting> Settings,
    IReadOnlyList<SecurityLabel> Labels)
{
    private const int Many = 100_000;

    // A column that this version of the server does not have is null in JSON.
    private const string DatabaseSql =
        """
        select pg_catalog.pg_get_userbyid(datdba), pg_catalog.pg_encoding_to_char(encoding), datcollate, datctype, coalesce(j ->> 'datlocprovider', 'c'),
               coalesce(j ->> 'datlocale', j ->> 'daticulocale'), j ->> 'daticurules', j ->> 'datcollversion',
               (select spcname from pg_catalog.pg_tablespace t where t.oid = dattablespace), datconnlimit, datistemplate,
               pg_catalog.shobj_description(d.oid, 'pg_database'), datacl is null
        from pg_catalog.pg_database d, lateral pg_catalog.to_jsonb(d) j where d.oid = $1::oid
        """;

    private const string GrantsSql =
        """
        select pg_catalog.pg_get_userbyid(grantor), case grantee when 0 then null else pg_catalog.pg_get_userbyid(grantee) end, privilege_type, is_grantable
        from pg_catalog.pg_database d, pg_catalog.aclexplode(d.datacl) with ordinality g (grantor, grantee, privilege_type, is_grantable, n)
        where d.oid = $1::oid order by n
        """;

    private const string SettingsSql =
        """
        select case setrole when 0 then null else pg_catalog.pg_get_userbyid(setrole) end, setting
        from pg_catalog.pg_db_role_setting, unnest(setconfig) with ordinality c (setting, n) where setdatabase = $1::oid order by setrole, n
        """;

    private const string LabelsSql =
        "select provider, label from pg_catalog.pg_shseclabel where classoid = 'pg_catalog.pg_database'::regclass and objoid = $1::oid order by provider";

    public static async Task<DatabaseProperties> ReadAsync(DatabaseServer server, KnownDatabase database, CancellationToken ct)
    {
        Task<PostgresRows> AskAsync(string sql) => server.Connection.QueryAsync(sql, Many, ct, database.Oid.ToString(CultureInfo.InvariantCulture));
        var rows = (await AskAsync(DatabaseSql)).Rows;
        var row = rows.Count == 1 ? rows[0] : throw DatabaseErrors.Missing(server.Login.Place, database.Name);
        return new(
            row[0]!, row[1]!, row[2]!, row[3]!, row[4]!, row[5], row[6], row[7], row[8]!,
            int.Parse(row[9]!, CultureInfo.InvariantCulture),
            row[10] == "t",
            row[11],
            row[12] == "t" ? null : [.. (await AskAsync(GrantsSql)).Rows.Select(grant => new DatabaseGrant(grant[0]!, grant[1], grant[2]!, grant[3] == "t"))],
            [.. (await AskAsync(SettingsSql)).Rows.Select(setting => DatabaseSetting.Of(setting[0], setting[1]!))],
            [.. (await AskAsync(LabelsSql)).Rows.Select(label => new SecurityLabel(label[0]!, label[1]!))]);
    }
}

/// <param name="Grantee">Null: everybody.</param>
internal sealed record DatabaseGrant(string Grantor, string? Grantee, string Privilege, bool MayPassOn);

/// <summary>What <c>ALTER DATABASE … SET</c> has set, or <c>ALTER ROLE … IN DATABASE … SET</c>.</summary>
/// <param name="Role">Null: for every role.</param>
internal sealed record DatabaseSetting(string? Role, string Name, string Value)
{
    /// <param name="setting">As the server keeps it: <c>name=value</c>.</param>
    public static DatabaseSetting Of(string? role, string setting) =>
        setting.IndexOf('=') is var equals && equals > 0 ? new(role, setting[..equals], setting[(equals + 1)..]) : new(role, setting, "");
}

internal sealed record SecurityLabel(string Provider, string Label);
