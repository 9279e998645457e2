using System.Text;
using System.Threading.Channels;

namespace Shipkeeper.Surfaces.Cli;

/// <summary>
/// Writes behind the caller's back: a reader who has stopped reading our pipe must not stop an operation. What he does not take in time
/// is dropped, and said to be.
/// </summary>
internal sealed class PatientWriter : TextWriter
{
    private const int WaitingTexts = 4096;
    private static readonly TimeSpan LastWait = TimeSpan.FromSeconds(2);

    private readonly Channel<string> _texts;
    private readonly Thread _writer;
    private int _dropped;

    public PatientWriter(TextWriter target)
    {
        _texts = Channel.CreateBounded<string>(
            new BoundedChannelOptions(WaitingTexts) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true },
            _ => Interlocked.Increment(ref _dropped));
        _writer = new Thread(() => WriteAll(target)) { IsBackground = true, Name = "output" };
        _writer.Start();
    }

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value) => _texts.Writer.TryWrite(value ?? "");

    protected override void Dispose(bool disposing)
    {
        _texts.Writer.TryComplete();
        _writer.Join(LastWait);
        base.Dispose(disposing);
    }

    private void WriteAll(TextWriter target)
    {
        while (_texts.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_texts.Reader.TryRead(out var text))
            {
                target.Write(text);
            }

            target.Flush();
            if (Interlocked.Exchange(ref _dropped, 0) is > 0 and var dropped)
            {
                target.Write($"({dropped} lines dropped: nobody read them in time)\n");
            }
        }
    }
}
