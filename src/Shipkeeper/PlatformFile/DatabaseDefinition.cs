namespace Shipkeeper.PlatformFile;

/// <summary>The PostgreSQL database of layer 2.</summary>
/// <param name="Password">The name of a secret; null: the server trusts connections from its own container.</param>
/// <param name="Migrations">Null: the schema is nobody's concern.</param>
/// <param name="Verify">SQL that must run without an error after clone, restore and major upgrade.</param>
internal sealed record DatabaseDefinition(
    PlacedText Service, string User, string Name, PlacedText? Password, MigrationsDefinition? Migrations, IReadOnlyList<string> Verify);

/// <summary>Who brings the schema to a release's version.</summary>
internal abstract record MigrationsDefinition
{
    /// <summary>For one statement of a file, or for the command.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Shipkeeper, from files <c>NNN_name.sql</c>.</summary>
    public sealed record Files(string Directory) : MigrationsDefinition;

    /// <summary>A one-off container of the new image; must be safe to repeat.</summary>
    public sealed record Run(PlacedText Service, IReadOnlyList<string> Command) : MigrationsDefinition;

    /// <summary>The application itself, at its start.</summary>
    public sealed record ByApplication : MigrationsDefinition;
}
