using Shipkeeper.PlatformFile;
using Shipkeeper.State;
using Shipkeeper.Tools.Docker;
using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Database;

/// <summary>The way into the database of a platform: over the network of its service, as the user and with the secret of the platform file.</summary>
internal static class PlatformDatabase
{
    private const int Port = 5432;

    /// <param name="purpose">An operation id, or a verb; the server lists the session as <c>shipkeeper/purpose</c>.</param>
    /// <exception cref="ShipkeeperException">There is no database, or no way to it.</exception>
    public static async Task<PostgresConnection> OpenAsync(PlatformSession session, string purpose, CancellationToken ct)
    {
        await using var entrance = await EnterAsync(session, purpose, ct);
        return await entrance.OpenAsync(PostgresLimits.Quick, ct);
    }

    /// <summary>For several connections, one after the other.</summary>
    /// <inheritdoc cref="OpenAsync"/>
    public static async Task<DatabaseEntrance> EnterAsync(PlatformSession session, string purpose, CancellationToken ct) =>
        new(session, await FindAsync(session, purpose, ct), purpose);

    /// <inheritdoc cref="OpenAsync"/>
    public static async Task<PostgresLogin> FindAsync(PlatformSession session, string purpose, CancellationToken ct)
    {
        var database = DefinitionOf(session);
        var reach = new Reach(session.Docker, await OwnContainer.FindAsync(session.Docker, ct));
        var place = await reach.ServiceAsync(session.Platform.Name, database.Service.Text, Port, ct);
        return new(place, database.User, PasswordOf(session, database), database.Name, ApplicationName(purpose));
    }

    /// <exception cref="ShipkeeperException">There is none.</exception>
    public static DatabaseDefinition DefinitionOf(PlatformSession session) =>
        session.Platform.Definition.Database ?? throw DatabaseErrors.None(session.Platform.Name);

    public static string ApplicationName(string purpose) => $"shipkeeper/{purpose}";

    private static string? PasswordOf(PlatformSession session, DatabaseDefinition database) =>
        database.Password is { } name ? SecretsReader.Read(session.Platform, session.Platform.Definition.Secrets[name.Text]) : null;
}
