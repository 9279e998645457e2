using System.Text;

namespace Shipkeeper.Tools.Postgres.Sql;

/// <summary>Named parameters of a statement, <c>@name</c>, as the server knows them: <c>$1</c>, <c>$2</c> …</summary>
public static class SqlParameters
{
    /// <summary>Every <c>@name</c> that stands as a parameter: not in quotes or comments, nor as a part of an operator such as <c>&lt;@</c>.</summary>
    /// <returns>Names with the index of their <c>@</c>.</returns>
    public static IEnumerable<(string Name, int Offset)> Find(string sql)
    {
        var before = default(SqlToken);
        foreach (var token in SqlLexer.Read(sql))
        {
            // The server has no operator "=@", so it stands for what "= @" does.
            if (token.Kind is SqlTokenKind.Word && before is { Kind: SqlTokenKind.Operator } && sql[before.Start..before.End] is "@" or "=@")
            {
                yield return (sql.Substring(token.Start, token.Length), before.End - 1);
            }

            before = token;
        }
    }

    /// <param name="values">By name; every name in the statement is among them.</param>
    /// <returns>The statement with positions in the place of names, and the value of each position.</returns>
    public static (string Sql, IReadOnlyList<string?> Values) Bind(string sql, IReadOnlyDictionary<string, string?> values)
    {
        var names = new List<string>();
        var bound = new StringBuilder();
        var copied = 0;
        foreach (var (name, offset) in Find(sql))
        {
            if (!names.Contains(name))
            {
                names.Add(name);
            }

            bound.Append(sql, copied, offset - copied).Append('$').Append(names.IndexOf(name) + 1);
            copied = offset + 1 + name.Length;
        }

        return (bound.Append(sql, copied, sql.Length - copied).ToString(), [.. names.Select(name => values[name])]);
    }
}
