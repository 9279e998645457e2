using System.Globalization;
using System.Text.Json.Nodes;

namespace Shipkeeper.PlatformFile.Shapes;

/// <summary>The JSON Schema of a key: that of its shape, with what an editor shows beside it.</summary>
internal static class KeySchema
{
    public static JsonObject Of(Key key)
    {
        var schema = key.Shape.Schema();
        schema["description"] = key.Summary;
        if (key.Default is { } written)
        {
            schema["default"] = Value(written);
        }

        return schema;
    }

    private static JsonNode Value(string written) =>
        int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : bool.TryParse(written, out var toggle) ? toggle
        : written;
}
