using Shipkeeper.PlatformFile;
using Shipkeeper.Tools.Postgres;
using Shipkeeper.Tools.Postgres.Sql;

namespace Shipkeeper.Config;

/// <summary>The author's own SQL of a section. What the server refuses is told with its place, and without what was entered.</summary>
internal static class SectionSql
{
    /// <summary>More rows than a person reads.</summary>
    private const int MaximumRows = 200;

    private static readonly IReadOnlyDictionary<string, string?> NoValues = new Dictionary<string, string?>();

    /// <summary>In a transaction in which the server changes nothing.</summary>
    public static async Task<PostgresRows> ReadAsync(PostgresConnection database, ConfigSectionDefinition section, CancellationToken ct)
    {
        var rows = PostgresRows.None;
        var script = new Script(section, "read", section.Read!, text => text);
        await database.InTransactionAsync(
            () => script.RunAsync(NoValues, async (sql, _) => rows = await database.QueryAsync(sql, MaximumRows, ct)), ct, readOnly: true);
        return rows;
    }

    /// <summary>All or none, with <paramref name="alsoAsync"/> in the same transaction. Values are bound, never pasted.</summary>
    public static async Task WriteAsync(PostgresConnection database, StoredSection stored, Func<Task> alsoAsync, CancellationToken ct)
    {
        var script = new Script(stored.Section, "write", stored.Section.Write!, stored.Redaction.Apply);
        try
        {
            await database.InTransactionAsync(
                async () =>
                {
                    await alsoAsync();
                    await script.RunAsync(stored.Values, (sql, values) => database.ExecuteAsync(sql, ct, values));
                },
                ct);
        }
        catch (SqlRefusedException atItsEnd)
        {
            // A check that the server has put off until the commit.
            throw ConfigErrors.SqlFailed(script.Section, script.Key, line: null, atItsEnd, script.Redact);
        }
    }

    /// <param name="Redact">For the words of the server.</param>
    private sealed record Script(ConfigSectionDefinition Section, string Key, string Text, Func<string, string> Redact)
    {
        public async Task RunAsync(IReadOnlyDictionary<string, string?> values, Func<string, IReadOnlyList<string?>, Task> runAsync)
        {
            var script = SqlScript.Parse(Text);
            foreach (var statement in script.Statements)
            {
                var (sql, bound) = values.Count == 0 ? (statement.Text, []) : SqlParameters.Bind(statement.Text, values);
                try
                {
                    await runAsync(sql, bound);
                }
                catch (SqlRefusedException refusal)
                {
                    throw ConfigErrors.SqlFailed(Section, Key, script.LineOf(statement.Offset) + LinesBefore(sql, refusal.Position), refusal, Redact);
                }
            }
        }

        /// <summary>The server counts in what it got, where names have become numbers on the same lines.</summary>
        private static int LinesBefore(string sql, int? position) => sql.AsSpan(0, Math.Clamp((position ?? 1) - 1, 0, sql.Length)).Count('\n');
    }
}
