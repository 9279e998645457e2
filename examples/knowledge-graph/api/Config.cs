using System.Globalization;
using System.Security.Cryptography;
using Npgsql;

namespace KnowledgeGraph;

/// <summary>What <c>shipkeeper config</c> has written into the database; secrets decrypted.</summary>
internal sealed record Config(AiProvider Ai, StorageKey Storage, int MaxUploadMegabytes);

/// <param name="ApiKey">Null for a provider that no key was set for.</param>
internal sealed record AiProvider(string Provider, string Model, int MaxTokens, string? ApiKey);

internal sealed record StorageKey(string Id, string Secret);

/// <summary>Config that a person must set or mend; the message says which, and holds no value of it.</summary>
internal sealed class ConfigException(string message) : Exception(message);

/// <summary>Reads the config once. Changes count from the next start on.</summary>
internal sealed class ConfigReader(NpgsqlDataSource database, IConfiguration settings)
{
    private const int DefaultMaxUploadMegabytes = 50;

    private volatile Config? _config;

    public async Task<Config> GetAsync(CancellationToken ct) =>
        _config ??= new(await ReadAiProviderAsync(ct), await ReadStorageKeyAsync(ct), await ReadMaxUploadAsync(ct));

    private async Task<AiProvider> ReadAiProviderAsync(CancellationToken ct)
    {
        await using var command = database.Command(
            """
            select provider, model_name, max_tokens, encrypted_key
            from kg_api.ai_extraction_config left join kg_api.system_api_keys using (provider)
            where active
            """);
        await using var row = await command.ExecuteReaderAsync(ct);
        if (!await row.ReadAsync(ct))
        {
            throw new ConfigException("'ai-provider' is not set");
        }

        var provider = row.GetString(0);
        var key = row.IsDBNull(3) ? null : Decrypt(row.GetFieldValue<byte[]>(3), $"the API key of '{provider}'");
        return new(provider, row.GetString(1), row.GetInt32(2), key);
    }

    private async Task<StorageKey> ReadStorageKeyAsync(CancellationToken ct)
    {
        await using var command = database.Command("select key_id, encrypted_secret from kg_api.storage_credentials");
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct)
            ? new(row.GetString(0), Decrypt(row.GetFieldValue<byte[]>(1), "the secret of the object store"))
            : throw new ConfigException("'garage' is not set");
    }

    /// <summary>A section without SQL is kept in a table of Shipkeeper, which is not there before the first such section is set.</summary>
    private async Task<int> ReadMaxUploadAsync(CancellationToken ct)
    {
        await using var there = database.Command("select to_regclass('shipkeeper.config') is not null");
        if (await there.ExecuteScalarAsync(ct) is not true)
        {
            return DefaultMaxUploadMegabytes;
        }

        await using var command = database.Command(
            "select value from shipkeeper.config where section = 'limits' and field = 'max_upload_mb'");
        return int.TryParse(await command.ExecuteScalarAsync(ct) as string, CultureInfo.InvariantCulture, out var limit)
            ? limit
            : DefaultMaxUploadMegabytes;
    }

    private string Decrypt(byte[] token, string what)
    {
        try
        {
            return Fernet.Decrypt(token, settings["ENCRYPTION_KEY"] ?? "");
        }
        catch (CryptographicException reason)
        {
            throw new ConfigException($"{what} cannot be decrypted: {reason.Message}");
        }
    }
}
