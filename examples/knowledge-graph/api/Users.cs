using Npgsql;

namespace KnowledgeGraph;

internal sealed record Login(string? Username, string? Password);

/// <summary>Accounts, written by <c>shipkeeper config admin</c>. The database compares passwords with their bcrypt hashes.</summary>
internal sealed class Users(NpgsqlDataSource database)
{
    public async Task<IResult> LogInAsync(Login login, CancellationToken ct)
    {
        await using var command = database.Command("select kg_auth.log_in($1, $2)", login.Username ?? "", login.Password ?? "");
        return await command.ExecuteScalarAsync(ct) is string role
            ? Results.Ok(new { username = login.Username, role })
            : Results.Json(new { error = "unknown user or wrong password" }, statusCode: StatusCodes.Status401Unauthorized);
    }
}
