using System.Buffers.Binary;

namespace Shipkeeper.Tools.Docker;

/// <summary>
/// Takes the two streams of a container apart. Each frame begins with 8 bytes: stream, three zeros, length. What is inside is passed on as it
/// comes: a frame may say that it is 4 GiB long, and none of it is kept.
/// </summary>
internal sealed class FrameReader(Action<LogStream, ReadOnlyMemory<byte>> onBytes)
{
    private readonly byte[] _header = new byte[8];
    private int _headerLength;
    private uint _remaining;

    public void Append(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = _remaining > 0 ? TakeContent(bytes) : TakeHeader(bytes);
        }
    }

    private ReadOnlyMemory<byte> TakeContent(ReadOnlyMemory<byte> bytes)
    {
        var count = (int)Math.Min(_remaining, (uint)bytes.Length);
        onBytes(_header[0] == 2 ? LogStream.Error : LogStream.Output, bytes[..count]);
        _remaining -= (uint)count;
        return bytes[count..];
    }

    private ReadOnlyMemory<byte> TakeHeader(ReadOnlyMemory<byte> bytes)
    {
        var count = Math.Min(_header.Length - _headerLength, bytes.Length);
        bytes[..count].CopyTo(_header.AsMemory(_headerLength));
        _headerLength += count;
        if (_headerLength == _header.Length)
        {
            _remaining = BinaryPrimitives.ReadUInt32BigEndian(_header.AsSpan(4));
            _headerLength = 0;
        }

        return bytes[count..];
    }
}
