using System.Globalization;

namespace Shipkeeper.Scenarios.Language;

/// <summary>
/// What a whole walk has come to, in a file of its own below <c>SCENARIOS_WALKS</c>, so that one that was interrupted goes on: a line for each
/// point that was survived, with the seconds that the next command took, and a last line at its end. Without that folder nothing is kept.
/// </summary>
internal sealed class WalkRecord
{
    private const string End = "end";

    private static readonly string? Folder = Environment.GetEnvironmentVariable("SCENARIOS_WALKS") is { Length: > 0 } folder ? Path.GetFullPath(folder) : null;

    private readonly string? _file = Folder is null ? null : Path.Combine(Folder, TestContext.Current.Test!.TestDisplayName.Split('.')[^1]);
    private readonly HashSet<string> _points = [];

    public WalkRecord()
    {
        if (_file is not null)
        {
            Directory.CreateDirectory(Folder!);
            _points = File.Exists(_file) ? [.. File.ReadLines(_file).Select(line => line.Split(' ')[0])] : [];
        }
    }

    public bool HasEnded => _points.Contains(End);

    public bool Has(int point) => _points.Contains(Text(point));

    public void Survived(int point, TimeSpan recovery) => Write($"{Text(point)} {recovery.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture)}");

    public void Ended() => Write(End);

    private void Write(string line)
    {
        if (_file is not null)
        {
            File.AppendAllLines(_file, [line]);
        }
    }

    private static string Text(int point) => point.ToString(CultureInfo.InvariantCulture);
}
