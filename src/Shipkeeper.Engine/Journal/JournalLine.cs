using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Engine.Journal;

/// <summary>A record as bytes and back. A line never holds a line feed, so that a line feed always ends one.</summary>
public static class JournalLine
{
    /// <summary>What the very first line of a platform's first journal is chained to.</summary>
    public const string Origin = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>A longer line is not ours.</summary>
    public const int MaximumBytes = 1 << 20;

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(JournalRecord record)
    {
        using var line = new MemoryStream();
        using (var writer = new Utf8JsonWriter(line, Readable))
        {
            JsonSerializer.Serialize(writer, record, JournalJson.Default.JournalRecord);
        }

        return line.ToArray();
    }

    /// <exception cref="JsonException">The bytes are no whole record.</exception>
    public static JournalRecord Read(ReadOnlySpan<byte> line)
    {
        var record = JsonSerializer.Deserialize(line, JournalJson.Default.JournalRecord) ?? throw new JsonException("A journal line is a JSON object.");
        if (record.Step is null ? record.NeedsStep : !StepId.TryParse(record.Step, out _))
        {
            throw new JsonException($"The line does not name the step of its event '{record.Event}'.");
        }

        return record;
    }

    /// <summary>The name of an event as journals have it: <c>step-done</c>.</summary>
    public static string NameOf(JournalEvent journalEvent) => JsonSerializer.SerializeToElement(journalEvent, JournalJson.Default.JournalEvent).GetString()!;

    public static string Hash(ReadOnlySpan<byte> line) => Convert.ToHexStringLower(SHA256.HashData(line));
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JournalRecord))]
internal sealed partial class JournalJson : JsonSerializerContext;
