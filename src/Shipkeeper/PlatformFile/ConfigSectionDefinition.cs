namespace Shipkeeper.PlatformFile;

/// <summary>One section of application config, kept in the database.</summary>
/// <param name="Required">The application does not start until the section is set.</param>
/// <param name="Write">Null: the section lives in Shipkeeper's own table.</param>
/// <param name="Read">Returns a row when the section is set; null for the built-in table, and for a section that nobody asks about.</param>
/// <param name="Provision">Makes the values instead of asking for them; null for most sections.</param>
internal sealed record ConfigSectionDefinition(
    string Name,
    string? Summary,
    bool Required,
    IReadOnlyDictionary<string, FieldDefinition> Fields,
    string? Write,
    string? Read,
    ProvisionDefinition? Provision,
    Place Place)
{
    public bool IsBuiltIn => Write is null;
}

/// <param name="Command">Runs in the service, without a shell.</param>
/// <param name="Output">Field → regular expression with one group, which finds its value in what the command prints.</param>
internal sealed record ProvisionDefinition(PlacedText Service, IReadOnlyList<string> Command, IReadOnlyDictionary<string, PlacedText> Output);
