using Shipkeeper.Tools.Postgres.Sql;

namespace Shipkeeper.Snapshots;

/// <summary>Writes the statements that give a database the properties of another. Pure; all of them can stand in one transaction.</summary>
internal static class PropertyStatements
{
    /// <summary>Settings whose value is a list of names; from PostgreSQL's own pg_dump, which must treat them in the same way.</summary>
    private static readonly HashSet<string> NameLists = new(StringComparer.OrdinalIgnoreCase)
    {
        "local_preload_libraries", "search_path", "session_preload_libraries", "shared_preload_libraries", "temp_tablespaces", "unix_socket_directories",
    };

    /// <summary>All but the connection limit and the comment, which say that a database is complete.</summary>
    /// <param name="name">Of a new database, owned by whom it shall be.</param>
    public static IEnumerable<string> Of(DatabaseProperties properties, string name)
    {
        var database = SqlQuoting.Identifier(name);
        return
        [
            .. properties.Settings.Select(setting => Setting(setting, database)),
            .. properties.Labels.Select(label => $"security label for {SqlQuoting.Identifier(label.Provider)} on database {database} is {SqlQuoting.Literal(label.Label)}"),
            .. properties.Grants is { } grants ? Grants(properties.Owner, grants, database) : [],
            .. properties.IsTemplate ? [$"alter database {database} is_template true"] : Array.Empty<string>(),
        ];
    }

    private static string Setting(DatabaseSetting setting, string database)
    {
        var target = setting.Role is { } role ? $"role {SqlQuoting.Identifier(role)} in database {database}" : $"database {database}";
        var value = NameLists.Contains(setting.Name) ? string.Join(", ", NamesIn(setting.Value).Select(SqlQuoting.Literal)) : SqlQuoting.Literal(setting.Value);
        return $"alter {target} set {SqlQuoting.Identifier(setting.Name)} to {(value.Length > 0 ? value : "''")}";
    }

    /// <summary>As one literal the whole list would be quoted, and be one name.</summary>
    private static IEnumerable<string> NamesIn(string list)
    {
        var (name, quoted, any) = (new System.Text.StringBuilder(), false, false);
        for (var at = 0; at < list.Length; at++)
        {
            var character = list[at];
            any = true;
            if (character == '"' && quoted && list.ElementAtOrDefault(at + 1) == '"')
            {
                name.Append(list[at++]);
            }
            else if (character == '"')
            {
                quoted = !quoted;
            }
            else if (character == ',' && !quoted)
            {
                yield return name.ToString();
                name.Clear();
            }
            else if (quoted || !char.IsWhiteSpace(character))
            {
                name.Append(character);
            }
        }

        if (any)
        {
            yield return name.ToString();
        }
    }

    /// <summary>In the order of the list that the server keeps, so that the new list is the same text.</summary>
    private static IEnumerable<string> Grants(string owner, IReadOnlyList<DatabaseGrant> grants, string database)
    {
        yield return $"revoke all on database {database} from public, {SqlQuoting.Identifier(owner)}";
        foreach (var grant in grants)
        {
            var statement = $"grant {grant.Privilege} on database {database} to {(grant.Grantee is { } role ? SqlQuoting.Identifier(role) : "public")}"
                + (grant.MayPassOn ? " with grant option" : "");
            if (grant.Grantor == owner)
            {
                yield return statement;
            }
            else
            {
                yield return $"set local role {SqlQuoting.Identifier(grant.Grantor)}";
                yield return statement;
                yield return "set local role none";
            }
        }
    }
}
