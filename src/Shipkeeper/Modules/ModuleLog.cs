using System.Text;
using System.Text.RegularExpressions;

namespace Shipkeeper.Modules;

/// <summary>
/// One module's part of the log of a run: <c>[2026-01-31 10:30:15] [INFO] name: text</c>. Of a module that writes without end, the beginning and the
/// end are kept.
/// </summary>
/// <param name="write">Takes whole lines, one at a time, from any thread.</param>
internal sealed partial class ModuleLog(string module, Action<byte[]> write, TimeProvider time)
{
    private const int BytesOfTheBeginning = 8 << 20;
    private const int LinesOfTheEnd = 200;

    private readonly Lock _oneLine = new();
    private readonly Queue<byte[]> _end = new();
    private int _bytes;
    private long _leftOut;

    public void Add(string line) => AddWritten(Format(line));

    /// <summary>What Shipkeeper itself has to say of the module.</summary>
    public void AddError(string text) => AddWritten(Format(text, "ERROR"));

    private void AddWritten(string text)
    {
        lock (_oneLine)
        {
            var written = Encoding.UTF8.GetBytes(text);
            if (_bytes < BytesOfTheBeginning)
            {
                _bytes += written.Length;
                write(written);
                return;
            }

            _end.Enqueue(written);
            if (_end.Count > LinesOfTheEnd)
            {
                _end.Dequeue();
                _leftOut++;
            }
        }
    }

    /// <summary>Writes what was held back.</summary>
    public void Complete()
    {
        lock (_oneLine)
        {
            if (_leftOut > 0)
            {
                write(Encoding.UTF8.GetBytes(Format($"({_leftOut:N0} lines left out)")));
            }

            foreach (var line in _end)
            {
                write(line);
            }

            _end.Clear();
        }
    }

    /// <summary>A line that a module has stamped itself keeps its stamp.</summary>
    private string Format(string line, string level = "INFO") => Stamped().Match(line) is { Success: true } match
        ? $"{match.Groups["stamp"].Value} {module}: {match.Groups["text"].Value}\n"
        : $"[{time.GetLocalNow():yyyy-MM-dd HH:mm:ss}] [{level}] {module}: {line}\n";

    [GeneratedRegex(@"\A(?<stamp>\[[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}\] \[[A-Z]+\]) (?<text>.*)\z", RegexOptions.Singleline)]
    private static partial Regex Stamped();
}
