using System.Text;

namespace Shipkeeper.Tools.Processes;

/// <summary>Turns bytes into lines; what a line has beyond the limit is dropped and the line marked, so that one endless line costs no memory.</summary>
internal sealed class LineSplitter(int lineLimit, Action<string> onLine)
{
    public const int UsualLimit = 64 * 1024;
    public const string CutMark = " [line cut]";

    private byte[] _line = new byte[256];
    private int _length;
    private bool _cut;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        for (var end = bytes.IndexOf((byte)'\n'); end >= 0; end = bytes.IndexOf((byte)'\n'))
        {
            Keep(bytes[..end]);
            Emit();
            bytes = bytes[(end + 1)..];
        }

        Keep(bytes);
    }

    /// <summary>The last line, where it has no end of its own.</summary>
    public void Complete()
    {
        if (_length > 0)
        {
            Emit();
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        var fitting = Math.Min(bytes.Length, lineLimit - _length);
        _cut |= fitting < bytes.Length;
        if (_length + fitting > _line.Length)
        {
            Array.Resize(ref _line, Math.Max(_length + fitting, 2 * _line.Length));
        }

        bytes[..fitting].CopyTo(_line.AsSpan(_length));
        _length += fitting;
    }

    private void Emit()
    {
        var text = Encoding.UTF8.GetString(_line, 0, _length).TrimEnd('\r');
        onLine(_cut ? text + CutMark : text);
        _length = 0;
        _cut = false;
    }
}
