using System.Buffers.Binary;
using System.Text;

namespace Shipkeeper.Engine.Execution;

/// <summary>
/// Names of operations in the form of ULIDs (github.com/ulid/spec): 26 characters of Crockford's base 32, the time first,
/// so that they sort by it. The bits are those of a UUID version 7 (RFC 9562), which begins with the same 48 bits of milliseconds.
/// </summary>
public static class OperationId
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int ShortLength = 8;

    /// <param name="now">The wall clock.</param>
    /// <param name="last">The newest name given so far: the next one sorts behind it, also when the clock was set back.</param>
    public static string Next(DateTimeOffset now, string? last)
    {
        var id = Encode(Guid.CreateVersion7(now));
        return last is null || string.CompareOrdinal(id, last) > 0 ? id : Encode(Guid.CreateVersion7(TimeOf(last).AddMilliseconds(1)));
    }

    public static bool IsValid(string text) => text.Length == 26 && text[0] <= '7' && text.All(Alphabet.Contains);

    /// <summary>For names of what an operation keeps: the end of its id, which is random, in small letters.</summary>
    public static string ShortOf(string id) => id[^ShortLength..].ToLowerInvariant();

    /// <summary>When the operation was planned, to the millisecond.</summary>
    public static DateTimeOffset TimeOf(string id) =>
        DateTimeOffset.FromUnixTimeMilliseconds(id.Take(10).Aggregate(0L, (value, character) => (value << 5) | (uint)Alphabet.IndexOf(character)));

    private static string Encode(Guid guid)
    {
        Span<byte> bytes = stackalloc byte[16];
        guid.TryWriteBytes(bytes, bigEndian: true, out _);
        var value = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        var text = new StringBuilder(26);
        for (var shift = 125; shift >= 0; shift -= 5)
        {
            text.Append(Alphabet[(int)((value >> shift) & 31)]);
        }

        return text.ToString();
    }
}
