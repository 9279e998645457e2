using Shipkeeper.PlatformFile;
using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Config;

/// <summary>What is known of a section that is, or is not, in the database.</summary>
/// <param name="IsSet">Null: nobody can tell.</param>
/// <param name="Rows">What it shows of itself; no secrets.</param>
internal sealed record SectionReading(bool? IsSet, PostgresRows Rows)
{
    /// <summary>In the place of a secret.</summary>
    private const string Hidden = "***";

    public static SectionReading Unknown { get; } = new(null, PostgresRows.None);

    /// <summary>Of our own table: set when every field has its row, also one that the platform file got later.</summary>
    /// <param name="stored">By field.</param>
    public static SectionReading Of(ConfigSectionDefinition section, IReadOnlyDictionary<string, string?> stored)
    {
        string? Shown(FieldDefinition field) => stored.GetValueOrDefault(field.Name) is { } value ? (field.IsSecret ? Hidden : value) : null;
        return new(
            section.Fields.Keys.All(stored.ContainsKey),
            new([.. section.Fields.Keys], stored.Count == 0 ? [] : [[.. section.Fields.Values.Select(Shown)]], Truncated: false));
    }
}
