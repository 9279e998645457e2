using System.Text.Json;
using System.Text.Json.Serialization;
using Shipkeeper.Engine.Execution;

namespace Shipkeeper.Snapshots;

/// <summary>Why an operation keeps a database beside the platform's own.</summary>
[JsonConverter(typeof(EnumNameConverter<KeptRole>))]
internal enum KeptRole
{
    /// <summary>The data as it was before the operation.</summary>
    [JsonStringEnumMemberName("before")]
    Before,

    /// <summary>What a failed operation has left, to be looked at.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>Made from a dump, to be put in the place of another.</summary>
    [JsonStringEnumMemberName("restored")]
    Restored,
}

/// <summary>
/// By what a database is known as one that an operation keeps: its comment. It is written when the database is complete, so one without it is
/// not; the comment that belongs there is in it, and is put back when the database is.
/// </summary>
/// <param name="Database">The platform's database, whose data it is.</param>
/// <param name="Release">Whose data it is; null before the first release.</param>
internal sealed record SnapshotMarker(KeptRole Role, string Database, string Operation, int? Release, DateTimeOffset At, string? Comment)
{
    private const string Prefix = "kept by shipkeeper: ";

    public string ToComment() => Prefix + JsonSerializer.Serialize(this, SnapshotsJson.Default.SnapshotMarker);

    /// <returns>Null when the comment is somebody else's.</returns>
    public static SnapshotMarker? Find(string? comment)
    {
        if (comment is null || !comment.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            var marker = JsonSerializer.Deserialize(comment[Prefix.Length..], SnapshotsJson.Default.SnapshotMarker);
            return marker is not null && OperationId.IsValid(marker.Operation) ? marker : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
