using Shipkeeper.Database;
using Shipkeeper.PlatformFile;
using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Config;

/// <summary>
/// Config sections in the database of a platform. Errors: <c>config.sql-failed</c>, <c>config.key-changed</c>, <c>database.*</c>.
/// </summary>
internal sealed class ConfigStore(PostgresConnection database) : IAsyncDisposable
{
    /// <inheritdoc cref="PlatformDatabase.OpenAsync"/>
    public static async Task<ConfigStore> OpenAsync(PlatformSession session, string purpose, CancellationToken ct) =>
        new(await PlatformDatabase.OpenAsync(session, purpose, ct));

    /// <returns>Null: nobody can tell, because the section writes and has no <c>read</c>.</returns>
    public async Task<bool?> IsSetAsync(ConfigSectionDefinition section, CancellationToken ct) => (await ReadAsync(section, ct)).IsSet;

    /// <summary>What the section says of itself; of our own table, each field without its secret.</summary>
    public async Task<SectionReading> ReadAsync(ConfigSectionDefinition section, CancellationToken ct)
    {
        if (section.IsBuiltIn)
        {
            return SectionReading.Of(section, await ReadTableAsync(section, ct));
        }

        if (section.Read is null)
        {
            return SectionReading.Unknown;
        }

        var rows = await SectionSql.ReadAsync(database, section, ct);
        return new(rows.Rows.Count > 0, rows);
    }

    /// <summary>What a section in our own table holds and goes on to hold, as <see cref="ValueResolution"/> takes it; nothing for any other.</summary>
    /// <param name="newKey">What is encrypted cannot be kept: the application could not read it.</param>
    public async Task<IReadOnlyDictionary<string, string?>> ReadKeptAsync(ConfigSectionDefinition section, bool newKey, CancellationToken ct) =>
        section.IsBuiltIn
            ? (await ReadTableAsync(section, ct))
                .Where(row => !newKey || section.Fields[row.Key].Store is not FieldStore.Fernet)
                .ToDictionary(row => row.Key, row => section.Fields[row.Key].IsSecret ? null : row.Value)
            : new Dictionary<string, string?>();

    /// <summary>Of the sections that the database remembers, also of those that the platform file has no more.</summary>
    public Task<IReadOnlyList<RememberedKey>> ReadKeysAsync(CancellationToken ct) => OwnTables.AskAsync(() => KeyMemory.ReadAsync(database, ct));

    /// <summary>All or none, in one transaction. Under the platform's lock.</summary>
    /// <param name="newKey">Takes keys as they are, whatever the database remembers.</param>
    public Task WriteAsync(StoredSection stored, bool newKey, CancellationToken ct)
    {
        Task RememberAsync() => OwnTables.AskAsync(() => KeyMemory.RememberAsync(database, stored, newKey, ct));
        return stored.Section.IsBuiltIn
            ? OwnTables.AskAsync(() => database.InTransactionAsync(
                async () =>
                {
                    await RememberAsync();
                    await ConfigTable.WriteAsync(database, stored, ct);
                },
                ct))
            : SectionSql.WriteAsync(database, stored, RememberAsync, ct);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private Task<IReadOnlyDictionary<string, string?>> ReadTableAsync(ConfigSectionDefinition section, CancellationToken ct) =>
        OwnTables.AskAsync(() => ConfigTable.ReadAsync(database, section, ct));
}
