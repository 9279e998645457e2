using System.Text.Json;
using Shipkeeper.Engine.Journal;

namespace Shipkeeper.Tools.Files;

/// <summary>A journal file as it was found: its whole lines, checked against each other, and what a crash tore at its end.</summary>
/// <param name="LastHash">Of the last whole line; for an empty journal <see cref="JournalLine.Origin"/>.</param>
public sealed record JournalContent(IReadOnlyList<JournalRecord> Records, string LastHash, long WholeBytes, long TornBytes)
{
    /// <summary>No operation writes as much; a larger file is not ours.</summary>
    private const int MaximumBytes = 64 << 20;

    /// <summary>What stands behind each line of a batch but its last.</summary>
    internal const byte BatchGoesOn = (byte)' ';

    /// <exception cref="ShipkeeperException">The file is missing or too large, or a line is broken that was once on disk.</exception>
    public static JournalContent Read(string path) => ReadWithLines(path).Content;

    internal static (JournalContent Content, ReadOnlyMemory<byte> Lines) ReadWithLines(string path)
    {
        var bytes = BoundedFile.Read(path, MaximumBytes) ?? throw JournalErrors.Broken(path, 1, "the file is missing");
        var (records, hash, start) = (new List<JournalRecord>(), JournalLine.Origin, 0);
        while (start < bytes.Length)
        {
            var length = bytes.AsSpan(start).IndexOf((byte)'\n');
            if (length < 0 || TryRead(bytes.AsSpan(start, length)) is not { } record)
            {
                return IsOneBatch(bytes.AsSpan(start)) ? Whole() : throw JournalErrors.Broken(path, records.Count + 1, "it is not a record");
            }

            CheckChain(path, records.Count + 1, record, hash);
            records.Add(record);
            hash = JournalLine.Hash(bytes.AsSpan(start, length));
            start += length + 1;
        }

        return Whole();

        (JournalContent, ReadOnlyMemory<byte>) Whole() => (new(records, hash, start, bytes.Length - start), bytes.AsMemory(0, start));
    }

    /// <summary>
    /// Whether a crash can have torn these bytes: they were one batch, not yet on disk, of which any sector may have stayed zero.
    /// A line feed in the midst of them must then be one of the batch's own.
    /// </summary>
    private static bool IsOneBatch(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length - 1; i++)
        {
            if (bytes[i] == (byte)'\n' && (i == 0 || bytes[i - 1] is not (BatchGoesOn or 0)))
            {
                return false;
            }
        }

        return true;
    }

    private static JournalRecord? TryRead(ReadOnlySpan<byte> line)
    {
        try
        {
            return line.Length <= JournalLine.MaximumBytes ? JournalLine.Read(line) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void CheckChain(string path, int number, JournalRecord record, string previousHash)
    {
        if (record.Number != number)
        {
            throw JournalErrors.Broken(path, number, $"it says that it is line {record.Number}");
        }

        if (number > 1 && record.Previous != previousHash)
        {
            throw JournalErrors.Broken(path, number, "it does not follow from the line before it");
        }
    }
}
