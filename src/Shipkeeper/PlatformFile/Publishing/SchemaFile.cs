using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shipkeeper.PlatformFile.Shapes;

namespace Shipkeeper.PlatformFile.Publishing;

/// <summary>A JSON Schema as a file, written from the shape that the reader uses.</summary>
internal static class SchemaFile
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(string title, Shape shape)
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = title,
        };
        foreach (var (name, value) in shape.Schema())
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
