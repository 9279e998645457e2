using Npgsql;

namespace KnowledgeGraph;

/// <summary>What the api can do now, asked of those it needs for it.</summary>
internal sealed class Health(NpgsqlDataSource database, Concepts concepts, ObjectStore store, ConfigReader config)
{
    private const string Healthy = "healthy";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public async Task<IResult> CheckAsync(CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        var components = new Dictionary<string, Task<string>>
        {
            ["database"] = Ask(AnswerAsync(patience.Token)),
            ["graph"] = Ask(concepts.CountVerticesAsync(patience.Token)),
            ["storage"] = Ask(store.CheckAsync(patience.Token)),
            ["config"] = Ask(config.GetAsync(patience.Token)),
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

    private async Task AnswerAsync(CancellationToken ct)
    {
        await using var command = database.Command("select 1");
        await command.ExecuteScalarAsync(ct);
    }

    private static async Task<string> Ask(Task component)
    {
        try
        {
            await component;
            return Healthy;
        }
        catch (OperationCanceledException)
        {
            return $"no answer within {Patience.TotalSeconds} s";
        }
        catch (Exception failure)
        {
            return failure.Message;
        }
    }
}
