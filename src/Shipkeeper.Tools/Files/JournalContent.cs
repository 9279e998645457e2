using System.Text.Json;
using Shipkeeper.Engine.Journal;

namespace Shipkeeper.Tools.Files;

/// <summary>A journal file as it was found: its whole lines, checked against each other, and what a crash tore at its end.</summary>
/// <param name="LastHash">Of the last whole line; for an empty journal <see cref="JournalLine.Origin"/>.</param>
public sealed record JournalContent(IReadOnlyList<JournalRecord> Records, string LastHash, long WholeBytes, long TornBytes)
{
    /// <summary>No operation writes as much; a larger file is not ours.</summary>
    private const int MaximumBytes = 64 << 20;

    /// <exception cref="ShipkeeperException">The file is missing or too large, or a line before the last is broken.</exception>
    public static JournalContent Read(string path)
    {
        var bytes = BoundedFile.Read(path, MaximumBytes) ?? throw JournalErrors.Broken(path, 1, "the file is missing");
        var (records, hash, start) = (new List<JournalRecord>(), (string?)null, 0);
        while (start < bytes.Length)
        {
            var length = bytes.AsSpan(start).IndexOf((byte)'\n');
            var isLast = length < 0 || start + length + 1 == bytes.Length;
            var line = length < 0 ? bytes.AsSpan(start) : bytes.AsSpan(start, length);
            if (length < 0 || TryRead(line) is not { } record)
            {
                return isLast
                    ? new(records, hash ?? JournalLine.Origin, start, bytes.Length - start)
                    : throw JournalErrors.Broken(path, records.Count + 1, "it is not a record");
            }

            CheckChain(path, records.Count + 1, record, hash);
            records.Add(record);
            hash = JournalLine.Hash(line);
            start += length + 1;
        }

        return new(records, hash ?? JournalLine.Origin, start, 0);
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

    private static void CheckChain(string path, int number, JournalRecord record, string? previousHash)
    {
        if (record.Number != number)
        {
            throw JournalErrors.Broken(path, number, $"it says that it is line {record.Number}");
        }

        if (previousHash is not null && record.Previous != previousHash)
        {
            throw JournalErrors.Broken(path, number, "it does not follow from the line before it");
        }
    }
}
