using Npgsql;

namespace KnowledgeGraph;

/// <summary>What the api can do now, asked of those it needs for it.</summary>
internal sealed class Health(NpgsqlDataSource database, Concepts concepts, ObjectStore store, ConfigReader config)
{
    private const string Healthy = "healthy";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<IResult> CheckAsync(CancellationToken ct)
    {
        var configured = AskAsync(config.GetAsync(ct));
        var components = new Dictionary<string, Task<string>>
        {
            ["database"] = AskAsync(SelectAsync(ct)),
            ["graph"] = AskAsync(concepts.CountVerticesAsync(ct)),
            ["storage"] = AskStorageAsync(configured, ct),
            ["config"] = configured,
        };
        await Task.WhenAll(components.Values);

        var healthy = components.Values.All(component => component.Result == Healthy);
        return Results.Json(
            new
            {
                status = healthy ? Healthy : "degraded",
                components = components.ToDictionary(component => component.Key, component => component.Value.Result),
            },
            statusCode: healthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private async Task SelectAsync(CancellationToken ct)
    {
        await using var command = database.Command("select 1");
        await command.ExecuteScalarAsync(ct);
    }

    private async Task<string> AskStorageAsync(Task<string> configured, CancellationToken ct) =>
        await configured == Healthy ? await AskAsync(store.CheckAsync(ct)) : "not asked: its key is part of the config";

    private static async Task<string> AskAsync(Task component)
    {
        try
        {
            await component.WaitAsync(Patience);
            return Healthy;
        }
        catch (TimeoutException)
        {
            return $"no answer within {Patience.TotalSeconds} s";
        }
        catch (Exception failure)
        {
            return failure.Message;
        }
    }
}
