namespace Shipkeeper.PlatformFile;

/// <summary>What <c>shipkeeper config</c> itself understands, so that no section and no field can be named so.</summary>
internal static class SectionOptions
{
    public const string Show = "--show";
    public const string Json = "--json";
    public const string NewKey = "--new-key";

    /// <summary>The word beside the names of sections.</summary>
    public const string Status = "status";

    /// <summary>Those of every section, with those of every command.</summary>
    public static IReadOnlyList<string> Reserved { get; } = [Show, Json, NewKey, "--help", "--quiet", "--verbose"];

    /// <summary>Takes the value of a prompted field from standard input.</summary>
    public static string InputOf(FieldDefinition field) => $"--{Dashed(field)}-stdin";

    /// <summary>Takes the value of a prompted field from a file.</summary>
    public static string FileOf(FieldDefinition field) => $"--{Dashed(field)}-file";

    private static string Dashed(FieldDefinition field) => field.Name.Replace('_', '-');
}
