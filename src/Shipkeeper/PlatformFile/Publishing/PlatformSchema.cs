using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shipkeeper.PlatformFile.Sections;

namespace Shipkeeper.PlatformFile.Publishing;

/// <summary>The JSON Schema of the platform file, for editors. What a schema cannot say (a name that must exist elsewhere), the reader says.</summary>
internal static class PlatformSchema
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write()
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Shipkeeper platform file",
        };
        foreach (var (name, value) in PlatformSection.Shape.Schema())
        {
            schema[name] = value?.DeepClone();
        }

        return Indented(schema);
    }

    private static string Indented(JsonObject schema)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Readable))
        {
            schema.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
