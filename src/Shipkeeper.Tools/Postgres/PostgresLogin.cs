using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Tools.Postgres;

/// <summary>Where a database is, and as whom to enter it.</summary>
/// <param name="place">Ask for it again when the container may have been recreated.</param>
/// <param name="password">Null where the server trusts us.</param>
/// <param name="applicationName">What the server's own lists call the session; at most 63 bytes.</param>
public sealed class PostgresLogin(ReachablePort place, string user, string? password, string database, string applicationName)
{
    public ReachablePort Place => place;

    public string User => user;

    public string Database => database;

    public string ApplicationName => applicationName;

    internal string? Password => password;

    /// <summary>The same way into another database of the same server.</summary>
    public PostgresLogin To(string otherDatabase) => new(place, user, password, otherDatabase, applicationName);
}

/// <summary>How long the server may take. It ends a statement by itself, also when nobody is left who waits for it.</summary>
/// <param name="Statement">For each statement.</param>
/// <param name="Lock">For each lock that somebody else holds.</param>
public sealed record PostgresLimits(TimeSpan Statement, TimeSpan Lock)
{
    /// <summary>For questions that a person waits for: 30 s a statement, 10 s a lock.</summary>
    public static PostgresLimits Quick { get; } = new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(10));
}
