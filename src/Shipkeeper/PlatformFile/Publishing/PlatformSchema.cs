using Shipkeeper.PlatformFile.Sections;

namespace Shipkeeper.PlatformFile.Publishing;

/// <summary>The JSON Schema of the platform file, for editors. What a schema cannot say (a name that must exist elsewhere), the reader says.</summary>
internal static class PlatformSchema
{
    public static string Write() => SchemaFile.Write("Shipkeeper platform file", PlatformSection.Shape);
}
