using System.Text;

namespace Shipkeeper.Tools.Processes;

/// <summary>Keeps the first or the last bytes of a stream of any length, in memory bounded by twice the limit.</summary>
internal sealed class CapturedOutput(int limit, bool keepEnd)
{
    private byte[] _kept = [];
    private int _length;

    public bool Truncated { get; private set; }

    public string Text
    {
        get
        {
            var from = Math.Max(0, _length - limit);
            return Encoding.UTF8.GetString(_kept, from, _length - from);
        }
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (keepEnd)
        {
            AppendDroppingTheBeginning(bytes);
            return;
        }

        var fitting = Math.Min(bytes.Length, limit - _length);
        Truncated |= fitting < bytes.Length;
        Add(bytes[..fitting]);
    }

    private void AppendDroppingTheBeginning(ReadOnlySpan<byte> bytes)
    {
        Truncated |= (long)_length + bytes.Length > limit;
        bytes = bytes.Length > limit ? bytes[^limit..] : bytes;
        if ((long)_length + bytes.Length > 2L * limit)
        {
            _kept.AsSpan(_length - limit, limit).CopyTo(_kept);
            _length = limit;
        }

        Add(bytes);
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length > _kept.Length)
        {
            Array.Resize(ref _kept, Math.Max(_length + bytes.Length, Math.Min(2 * _kept.Length, 2 * limit)));
        }

        bytes.CopyTo(_kept.AsSpan(_length));
        _length += bytes.Length;
    }
}
