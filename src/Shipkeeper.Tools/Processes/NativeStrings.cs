using System.Runtime.InteropServices;
using System.Text;

namespace Shipkeeper.Tools.Processes;

/// <summary>A null-terminated array of C strings.</summary>
internal sealed unsafe class NativeStrings : IDisposable
{
    private readonly byte** _pointers;
    private readonly int _count;

    public NativeStrings(IEnumerable<string> texts)
    {
        string[] all = [.. texts];
        if (all.Any(text => text.Contains('\0', StringComparison.Ordinal)))
        {
            throw new ArgumentException("A program cannot be given a NUL character.", nameof(texts));
        }

        _count = all.Length;
        _pointers = (byte**)NativeMemory.AllocZeroed((nuint)(_count + 1), (nuint)sizeof(byte*));
        for (var index = 0; index < _count; index++)
        {
            _pointers[index] = Copy(Encoding.UTF8.GetBytes(all[index]));
        }
    }

    public byte** Pointer => _pointers;

    public void Dispose()
    {
        for (var index = 0; index < _count; index++)
        {
            NativeMemory.Free(_pointers[index]);
        }

        NativeMemory.Free(_pointers);
    }

    private static byte* Copy(byte[] text)
    {
        var copy = (byte*)NativeMemory.AllocZeroed((nuint)text.Length + 1);
        text.CopyTo(new Span<byte>(copy, text.Length));
        return copy;
    }
}
