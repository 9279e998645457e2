using System.Text;
using Shipkeeper.Engine.Execution;

namespace Shipkeeper.Snapshots;

/// <summary>What the databases are called that operations keep beside the platform's own.</summary>
internal static class SnapshotNames
{
    /// <summary>Of every name in PostgreSQL; the server cuts longer ones without a word.</summary>
    private const int MaximumBytes = 63;

    public static string Of(SnapshotMarker marker) => Of(marker.Role, marker.Database, marker.Operation);

    /// <param name="database">The platform's; cut where there is no room for all of it, and never within a character.</param>
    public static string Of(KeptRole role, string database, string operationId)
    {
        var suffix = $"__{WordOf(role)}_{OperationId.ShortOf(operationId)}";
        var (room, name) = (MaximumBytes - suffix.Length, new StringBuilder());
        foreach (var character in database.EnumerateRunes().TakeWhile(character => (room -= character.Utf8SequenceLength) >= 0))
        {
            name.Append(character);
        }

        return name.Append(suffix).ToString();
    }

    private static string WordOf(KeptRole role) => role switch
    {
        KeptRole.Before => "before",
        KeptRole.Failed => "failed",
        KeptRole.Restored => "restored",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "There is no such role."),
    };
}
