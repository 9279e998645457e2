using System.Text.Json;
using Npgsql;

namespace KnowledgeGraph;

internal sealed record Concept(long Id, string Name, string Description, DateTime CreatedAt);

internal sealed record NewConcept(string? Name, string? Description);

/// <summary>A concept is a row, and a vertex of the graph with the same id: both or none.</summary>
internal sealed class Concepts(NpgsqlDataSource database)
{
    private const int Shown = 100;
    private const int LongestName = 200;

    public async Task<IReadOnlyList<Concept>> ListAsync(CancellationToken ct)
    {
        await using var command = database.Command(
            "select id, name, description, created_at from kg_api.concepts order by id desc limit $1", Shown);
        await using var row = await command.ExecuteReaderAsync(ct);
        var concepts = new List<Concept>();
        while (await row.ReadAsync(ct))
        {
            concepts.Add(new(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetDateTime(3)));
        }

        return concepts;
    }

    public async Task<IResult> AddAsync(NewConcept concept, CancellationToken ct)
    {
        var name = concept.Name?.Trim() ?? "";
        if (name.Length is 0 or > LongestName)
        {
            return Results.BadRequest(new { error = $"a name has 1 to {LongestName} characters" });
        }

        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var insert = connection.Command(
            "insert into kg_api.concepts (name, description) values ($1, $2) on conflict do nothing returning id",
            name,
            concept.Description ?? "");
        if (await insert.ExecuteScalarAsync(ct) is not long id)
        {
            return Results.Conflict(new { error = $"'{name}' is there already" });
        }

        await using var create = connection.Command(
            """
            select * from ag_catalog.cypher('knowledge', $cypher$
              create (:Concept {id: $id, name: $name})
            $cypher$, $1) as (vertex ag_catalog.agtype)
            """,
            Database.Text(JsonSerializer.Serialize(new { id, name })));
        await create.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        return Results.Created($"/concepts/{id}", new { id, name });
    }

    public async Task CountVerticesAsync(CancellationToken ct)
    {
        await using var command = database.Command(
            """
            select * from ag_catalog.cypher('knowledge', $cypher$
              match (c:Concept) return count(c)
            $cypher$) as (count ag_catalog.agtype)
            """);
        await command.ExecuteNonQueryAsync(ct);
    }
}
